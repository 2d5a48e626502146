"""The models of this computer in the window: what there is, downloads in the background, choosing and removing."""
