"""The acts on workshops; each verb once."""
