"""PostgreSQL: its addresses, its connections, its errors. The store and the index stand on it."""
