"""What does the server answer to a message that is no good?

Every request gets an answer, as the protocol wants it, and what is wrong is said on standard error: nobody is left
waiting, and nobody who writes is bothered with the faults of a program.
"""

from __future__ import annotations

import logging
from concurrent.futures import Future
from typing import TYPE_CHECKING, Any

from lsprotocol import types
from pygls.exceptions import (
    JsonRpcException,
    JsonRpcInvalidRequest,
    JsonRpcParseError,
    JsonRpcServerNotInitialized,
)
from pygls.protocol import LanguageServerProtocol

if TYPE_CHECKING:
    from pygls.protocol.json_rpc import MessageCallback, MessageHandler, MsgId

logger = logging.getLogger(__name__)


class _Refused:
    """A message that was answered already, or that nobody waits for."""


class Protocol(LanguageServerProtocol):
    """The protocol, with an answer to everything."""

    def structure_message(self, data: dict[str, Any]) -> Any:
        """A message as an object."""
        try:
            return super().structure_message(data)
        except JsonRpcException as error:
            self._refuse(data.get("id") if "method" in data else None, error)
            return _Refused()

    def handle_message(self, message: Any) -> None:
        """Do what a message asks for."""
        if isinstance(message, _Refused):
            return
        method, number = getattr(message, "method", None), getattr(message, "id", None)
        fault = self._fault_of(message, method, number)
        if fault is None:
            super().handle_message(message)
        else:
            self._refuse(number if method is not None else None, fault, always=not hasattr(message, "jsonrpc"))

    def _execute_handler(
        self,
        msg_id: MsgId,
        handler: MessageHandler,
        callback: MessageCallback,
        args: tuple[Any, ...] | None = None,
        kwargs: dict[str, Any] | None = None,
    ) -> None:
        """Do what a message asks for and forget it; the library remembers every notification until the end."""

        def done(future: Future[Any]) -> None:
            if not future.cancelled():  # whoever cancels it forgets it, or is going through all of them
                self._request_futures.pop(msg_id, None)
            callback(future)

        super()._execute_handler(msg_id, handler, done, args, kwargs)

    def unreadable(self, error: Exception) -> None:
        """Answer what is no JSON at all."""
        self._refuse(None, JsonRpcParseError(str(error)), always=True)

    def _fault_of(self, message: Any, method: str | None, number: Any) -> JsonRpcException | None:
        if getattr(message, "jsonrpc", None) != self.VERSION:
            return JsonRpcInvalidRequest("no message of JSON-RPC 2.0")
        if self._shutdown and number is not None and method is not None:
            return JsonRpcInvalidRequest("the server was shut down")
        if method is None or method == types.EXIT:
            return None
        if method == types.INITIALIZE and self._workspace is not None:
            return JsonRpcInvalidRequest("the server was initialized before")
        if method != types.INITIALIZE and self._workspace is None:
            return JsonRpcServerNotInitialized("the server was not initialized")
        return None

    def _refuse(self, number: Any, error: JsonRpcException, *, always: bool = False) -> None:
        logger.error("a message is refused: %s", error)
        if number is not None or always:
            self._send_response(number, error=error.to_response_error())
