"""Where photos are read: on this computer or on a server; the panel that asks and shows what was found."""
