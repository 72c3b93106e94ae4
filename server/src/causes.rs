//! Errors as people read them.

/// An error and what caused it, on one line.
///
/// Many libraries put the cause into their own sentence *and* name it as the source (an error of the system in
/// sqlx's, for instance); what was said already is not said again.
pub fn one_line(error: &anyhow::Error) -> String {
    let mut line = error.to_string();
    for cause in error.chain().skip(1).map(ToString::to_string) {
        if !line.contains(&cause) {
            line.push_str(": ");
            line.push_str(&cause);
        }
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;
    use anyhow::anyhow;
    use std::io;

    #[test]
    fn each_cause_is_told_once() {
        let refused = || io::Error::new(io::ErrorKind::NotFound, "no such file");
        let error = anyhow!(sqlx::Error::Io(refused())).context("cannot connect");
        assert_eq!(one_line(&error), "cannot connect: error communicating with database: no such file");
        let error = anyhow!(refused()).context("cannot read the key").context("cannot start");
        assert_eq!(one_line(&error), "cannot start: cannot read the key: no such file");
        assert_eq!(one_line(&anyhow!("alone")), "alone");
    }
}
