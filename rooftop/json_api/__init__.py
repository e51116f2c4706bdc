"""The same stories as plain data for sales and partners."""

from rooftop.json_api.kinds import ProofData
from rooftop.json_api.rendering import proof_of, render_api

__all__ = ["ProofData", "proof_of", "render_api"]
