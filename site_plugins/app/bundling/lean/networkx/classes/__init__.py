"""Its modules are imported one by one."""
