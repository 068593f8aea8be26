"""Components of ours: modules of ``static/``, the routes that serve them, the way to mount one."""
