"""Forms made from any Pydantic model: one editor a field, two-way binding, messages beside the field."""
