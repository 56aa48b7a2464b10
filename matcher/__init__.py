"""Find industrial symbiosis: whose underused resource is whose input."""

__version__ = "0.1.0"
