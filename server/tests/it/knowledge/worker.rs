use std::{
    io::Write,
    os::unix::process::ExitStatusExt,
    process::{Command, Stdio},
    time::{Duration, Instant},
};

/// How a program ends that was refused memory.
const SIGABRT: i32 = 6;

/// As happens when the library is refused memory while it holds its lock. Here it never comes out of the pipe that
/// it is to be loaded from.
#[test]
fn a_reader_that_falls_asleep_is_ended_long_before_its_time_is_over() {
    let library = std::env::temp_dir().join(format!("diwan-library-{}", std::process::id()));
    assert!(Command::new("mkfifo").arg(&library).status().unwrap().success());
    let task = serde_json::json!({
        "name": "a.pdf",
        "limits": { "pdfium": library, "max_pages": 9, "max_chars": 9, "max_expansion": 9 },
    });
    let mut reader = Command::new(env!("CARGO_BIN_EXE_diwan"))
        .arg("extract-worker")
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut input = reader.stdin.take().unwrap();
    input.write_all(format!("{task}\n%PDF-1.7\nstartxref\n0\n%%EOF\n").as_bytes()).unwrap();
    drop(input);
    let began = Instant::now();
    let status = loop {
        if let Some(status) = reader.try_wait().unwrap() {
            break status;
        }
        if began.elapsed() > Duration::from_secs(30) {
            reader.kill().unwrap();
        }
        std::thread::sleep(Duration::from_millis(50));
    };
    std::fs::remove_file(library).unwrap();
    assert_eq!(status.signal(), Some(SIGABRT), "after {:?}", began.elapsed());
}
