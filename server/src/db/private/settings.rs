//! The server's settings, given on its command line so that they hold whatever its files say.

use std::{fs, path::Path};

/// Only part of the socket's name: there is no network.
pub(super) const PORT: u16 = 5432;

const MIB: u64 = 1024 * 1024;
/// Assumed when the system does not tell.
const MEMORY_FALLBACK: u64 = 1024 * MIB;

/// All settings as `name=value`, for a socket in `socket`.
pub(super) fn settings(socket: &Path) -> Vec<String> {
    let memory = memory_bytes();
    let mut settings = vec![
        // Reachable by us alone.
        "listen_addresses=".to_owned(),
        format!("port={PORT}"),
        format!("unix_socket_directories={}", quoted_list_item(socket)),
        "unix_socket_permissions=0700".to_owned(),
        // What is acknowledged is on the disk.
        "fsync=on".to_owned(),
        "synchronous_commit=on".to_owned(),
        "full_page_writes=on".to_owned(),
        // Buffers are touched when they are used, so a large number costs nothing on an idle machine.
        format!("shared_buffers={}MB", (memory / 4 / MIB).clamp(128, 1024)),
        format!("effective_cache_size={}MB", (memory / 2 / MIB).max(256)),
        format!("maintenance_work_mem={}MB", (memory / 16 / MIB).clamp(64, 512)),
        "max_connections=200".to_owned(),
        "max_wal_size=4GB".to_owned(),
        "wal_compression=on".to_owned(),
        "random_page_cost=1.1".to_owned(),
        "jit=off".to_owned(),
        // An abandoned transaction holds locks and keeps vacuum from working.
        "idle_in_transaction_session_timeout=30s".to_owned(),
        "timezone=UTC".to_owned(),
        "log_timezone=UTC".to_owned(),
        "log_line_prefix=%m [%p] %q%u@%d ".to_owned(),
        // Statements and the details of errors quote people's data.
        "log_error_verbosity=terse".to_owned(),
        "log_min_error_statement=panic".to_owned(),
        "log_parameter_max_length=0".to_owned(),
        "log_parameter_max_length_on_error=0".to_owned(),
    ];
    if cfg!(target_os = "linux") {
        // After a crash: one call for the whole file system instead of one for each of thousands of files.
        settings.push("recovery_init_sync_method=syncfs".to_owned());
    }
    settings
}

/// PostgreSQL reads the value as a list: quoted, a comma or a space in a folder's name is part of the name.
fn quoted_list_item(path: &Path) -> String {
    format!("\"{}\"", path.display().to_string().replace('"', "\"\""))
}

/// The memory that there is for us: the machine's, or the container's when that is less.
fn memory_bytes() -> u64 {
    let machine = fs::read_to_string("/proc/meminfo").ok().and_then(|text| parse_meminfo(&text));
    let container = ["/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"]
        .into_iter()
        .find_map(|path| fs::read_to_string(path).ok()?.trim().parse::<u64>().ok());
    let known = [machine, container].into_iter().flatten().min();
    known.unwrap_or(MEMORY_FALLBACK)
}

/// `MemTotal:       24650000 kB` → bytes.
fn parse_meminfo(text: &str) -> Option<u64> {
    let line = text.lines().find_map(|line| line.strip_prefix("MemTotal:"))?;
    let kib: u64 = line.split_whitespace().next()?.parse().ok()?;
    kib.checked_mul(1024)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memory_is_read_in_bytes() {
        assert_eq!(parse_meminfo("MemTotal:       2048 kB\nMemFree: 1 kB\n"), Some(2 * MIB));
        assert_eq!(parse_meminfo("MemFree: 1 kB\n"), None);
    }

    #[test]
    fn a_folder_with_a_comma_is_one_folder() {
        assert_eq!(quoted_list_item(Path::new("/a, \"b\"/run")), "\"/a, \"\"b\"\"/run\"");
    }
}
