"""The market: kernels, arrays in and arrays out, one group of equations a file."""
