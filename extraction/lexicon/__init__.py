"""What words mean: lexicons that come as files of their own."""
