"""Find industrial symbiosis: whose underused resource is whose input."""
