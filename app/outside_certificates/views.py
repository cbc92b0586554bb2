"""Pages of outside certificates."""

from __future__ import annotations

from app.outside_certificates.blueprint import bp
from app.outside_certificates.models import OutsideCertificate

__all__ = ["OutsideCertificate", "bp"]
