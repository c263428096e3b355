"""Where answers come from: one small interface, and what implements it."""

from .provider import Completion, Limits, Message, Price, Provider, ProviderError, Request, Usage

__all__ = ["Completion", "Limits", "Message", "Price", "Provider", "ProviderError", "Request", "Usage"]
