"""Errors of the asking side; the tree continues ``ingest.errors``.

::

    BriefingError
    ├── UsageError                the command or a setting makes no sense (exit code 2)
    ├── ConfigError               a configuration file or value cannot be used (exit code 1)
    ├── Cancelled                 the user stopped it (exit code 130)
    └── ModelError                the model's endpoint failed (exit code 6)
        ├── ModelAuth             wrong or missing key, no access to the model
        ├── ModelUnreachable      no connection
        ├── ModelTimeout          no answer in time
        ├── ModelRateLimited      too many requests, or quota used up
        ├── ModelRefused          the server refused the request (bad model name, too long, …)
        ├── ModelContextTooLong   the passages do not fit into the model's context
        └── ModelCutOff           the stream ended before the answer was complete
"""

from __future__ import annotations

from ingest.errors import BriefingError


class UsageError(BriefingError):
    """The command, or a combination of settings, makes no sense."""

    kind = "usage"


class ConfigError(BriefingError):
    """A configuration file or value cannot be used."""

    kind = "config"


class Cancelled(BriefingError):
    """The user stopped it."""

    kind = "cancelled"


class ModelError(BriefingError):
    """The model's endpoint failed."""

    kind = "model"


class ModelAuth(ModelError):
    """Wrong or missing key, or no access to the model."""

    kind = "model_auth"


class ModelUnreachable(ModelError):
    """No connection to the endpoint."""

    kind = "model_unreachable"


class ModelTimeout(ModelError):
    """No answer in time."""

    kind = "model_timeout"


class ModelRateLimited(ModelError):
    """Too many requests, or the quota is used up."""

    kind = "model_rate_limited"


class ModelRefused(ModelError):
    """The server refused the request as it stands."""

    kind = "model_refused"


class ModelContextTooLong(ModelRefused):
    """The passages do not fit into the model's context."""

    kind = "model_context_too_long"


class ModelCutOff(ModelError):
    """The stream ended before the answer was complete."""

    kind = "model_cut_off"
