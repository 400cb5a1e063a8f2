"""Customers found as people type them, and kept like ChartMogul's."""
