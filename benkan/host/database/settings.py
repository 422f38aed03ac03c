"""The server's settings, given on its command line so that no file in the cluster can undo them."""

from pathlib import Path

PORT = 5432  # names the socket only: the server listens on no network address

SETTINGS = {
    "listen_addresses": "",
    "port": PORT,
    "unix_socket_permissions": "0700",
    "max_connections": 60,
    "fsync": "on",
    "synchronous_commit": "on",
    "shared_buffers": "256MB",
    "work_mem": "16MB",
    "maintenance_work_mem": "128MB",
    "effective_cache_size": "1GB",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "lc_messages": "C",
    "logging_collector": "off",
    "log_destination": "stderr",
    "log_line_prefix": "%m [%p] ",
    # The log never holds personal data. An error names the value that it refuses ("invalid input syntax …"),
    # so errors go to the client alone; crashes, refused sign-ins and starts are above that level.
    "log_min_messages": "log",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_statement": "none",
    "log_parameter_max_length": 0,
    "log_parameter_max_length_on_error": 0,
    "log_min_duration_statement": -1,
    "log_checkpoints": "off",
}

# For data that nobody would miss: nothing waits for the disk, and a power cut may leave nothing that can be read.
THROWAWAY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


def arguments(**more: object) -> list[str]:
    return [word for name, value in (SETTINGS | more).items() for word in ("-c", f"{name}={value}")]


def server_arguments(cluster: Path, socket: Path, name: str, *, throwaway: bool = False) -> list[str]:
    quoted = str(socket).replace('"', '""')  # the setting is a list: a comma would cut the path
    more = THROWAWAY if throwaway else {}
    return ["-D", str(cluster), *arguments(unix_socket_directories=f'"{quoted}"', cluster_name=name, **more)]
