"""Jupyter server extension: quick kernel messages, and notebooks that are safe to reopen.

Switched on by ``etc/jupyter/jupyter_server_config.d/exoteach.json``, which the wheel lays down.
It runs in the server's process, not in a kernel, so it imports nothing else of this package.
"""

from __future__ import annotations

from typing import Any

from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection

CLASS_SETTING = "kernel_websocket_connection_class"
WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"


class NoDelayConnection(ZMQChannelsWebsocketConnection):
    """A kernel's websocket without Nagle's algorithm, which holds small answers back for about 40 ms."""

    def connect(self) -> Any:
        self.websocket_handler.set_nodelay(True)
        return super().connect()


def keep_still_pictures(model: dict[str, Any], **_: Any) -> None:
    """Before a notebook is saved: drop what would show as "Error displaying widget" when it is reopened.

    An output that holds a widget and a still picture (text/html) keeps the picture; saved widget state goes.
    """
    content = model.get("content")
    if model.get("type") != "notebook" or not isinstance(content, dict):
        return
    content.get("metadata", {}).pop("widgets", None)
    for cell in content.get("cells", []):
        for output in cell.get("outputs", []):
            bundle = output.get("data", {})
            if "text/html" in bundle:
                bundle.pop(WIDGET_VIEW, None)


def _use_no_delay(app: Any) -> None:
    """Put our connection in place of the default one; another class that somebody chose stays.

    The trait was already read when the web application was made, so its public settings follow.
    """
    settings = app.web_app.settings
    if settings.get(CLASS_SETTING) is ZMQChannelsWebsocketConnection:
        app.kernel_websocket_connection_class = NoDelayConnection
        settings[CLASS_SETTING] = NoDelayConnection


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": "exoteach._server"}]


def _load_jupyter_server_extension(app: Any) -> None:
    _use_no_delay(app)
    register = getattr(app.contents_manager, "register_pre_save_hook", None)
    if register is not None:
        register(keep_still_pictures)
