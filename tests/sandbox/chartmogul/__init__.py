"""ChartMogul's stand-in, beside its documentation and its official SDK."""
