"""Where photos are read, in the window: the panel, the keys of servers, and what is said while a server is away."""
