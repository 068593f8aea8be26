"""Whether the model, its calibration and what is stored of both can be relied on."""
