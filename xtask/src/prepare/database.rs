use crate::{files, place::Place, process, tools};
use anyhow::{Context, Result, bail};
use std::{
    fs,
    io::Write as _,
    os::unix::fs::{PermissionsExt as _, chown},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread::sleep,
    time::{Duration, Instant},
};

/// `nobody`, whom root becomes: PostgreSQL refuses to be root.
const NOBODY: u32 = 65534;
/// How long a fresh server may take to accept connections.
const STARTING: Duration = Duration::from_secs(60);

/// What may stand before a program so that it runs without root's rights; the first that works is taken.
const DISGUISES: [&[&str]; 2] = [
    &["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--pdeathsig=INT", "--"],
    // For a checkout that only root can enter: the same user outside, nobody inside.
    &["unshare", "--user", "--map-user=65534", "--map-group=65534", "setpriv", "--pdeathsig=INT", "--"],
];

/// A PostgreSQL for one command, in a folder of its own; both are gone when it is dropped.
pub struct Scratch {
    folder: PathBuf,
    bin: PathBuf,
    disguise: &'static [&'static str],
    server: Option<Child>,
}

impl Scratch {
    /// Starts a server and migrates its one database.
    pub fn start(place: &Place) -> Result<Self> {
        let bin = tools::postgres_programs(place);
        if !bin.is_dir() {
            bail!("there is no private PostgreSQL for this machine; prepare on Linux or macOS");
        }
        // A socket's path must be short, so it is not below the target folder.
        let folder = std::env::temp_dir().join(format!("diwan-prepare-{}", std::process::id()));
        files::fresh_folder(&folder)?;
        let mut scratch = Self { folder, bin, disguise: &[], server: None };
        scratch.become_somebody()?;
        scratch.launch()?;
        scratch.migrate(&place.root.join("migrations"))?;
        Ok(scratch)
    }

    /// A name that no earlier one has.
    pub fn name(&self) -> String {
        let since = std::time::UNIX_EPOCH.elapsed().unwrap_or_default();
        format!("{}-{}", std::process::id(), since.as_millis())
    }

    /// Where the checked queries find it.
    pub fn url(&self) -> String {
        let host = self.folder.to_string_lossy().replace('%', "%25").replace('/', "%2F");
        format!("postgres://postgres@{host}/diwan")
    }

    /// Chooses under whose name the server runs, and gives that one the folder.
    fn become_somebody(&mut self) -> Result<()> {
        fs::set_permissions(&self.folder, fs::Permissions::from_mode(0o700))?;
        if !process::is_root() {
            return Ok(());
        }
        for disguise in DISGUISES {
            self.disguise = disguise;
            if process::read(self.program("postgres").arg("--version")).is_ok() {
                if !disguise.contains(&"unshare") {
                    chown(&self.folder, Some(NOBODY), Some(NOBODY))?;
                }
                return Ok(());
            }
        }
        bail!(
            "as root, PostgreSQL can run neither as nobody nor in a user namespace; prepare as another user"
        )
    }

    fn program(&self, name: &str) -> Command {
        let path = self.bin.join(name);
        let mut command = match self.disguise.split_first() {
            None => Command::new(path),
            Some((first, rest)) => {
                let mut command = Command::new(first);
                command.args(rest).arg(path);
                command
            }
        };
        // Settings such as PGDATA and PGOPTIONS are for other servers.
        command.env_clear().env("PATH", std::env::var_os("PATH").unwrap_or_default()).current_dir("/");
        command
    }

    fn launch(&mut self) -> Result<()> {
        let data = self.folder.join("data");
        let mut initdb = self.program("initdb");
        initdb.args(["--username=postgres", "--encoding=UTF8", "--locale=C", "--no-sync", "--auth=trust"]);
        process::read(initdb.arg("--pgdata").arg(&data))?;
        let mut server = self.program("postgres");
        server.arg("-D").arg(&data);
        for setting in ["listen_addresses=", "unix_socket_permissions=0700", "fsync=off", "timezone=UTC"] {
            server.args(["-c", setting]);
        }
        server.arg("-c").arg(format!("unix_socket_directories={}", self.folder.display()));
        let log = fs::File::create(self.folder.join("log"))?;
        server.stdin(Stdio::null()).stdout(log.try_clone()?).stderr(log);
        self.server = Some(server.spawn().context("cannot start PostgreSQL")?);
        let begun = Instant::now();
        while process::read(self.psql("postgres").args(["--command", "select 1"])).is_err() {
            let ended = self.server.as_mut().is_some_and(|server| !matches!(server.try_wait(), Ok(None)));
            if ended || begun.elapsed() > STARTING {
                bail!("the scratch PostgreSQL does not start:\n{}", files::text(&self.folder.join("log"))?);
            }
            sleep(Duration::from_millis(50));
        }
        Ok(())
    }

    fn psql(&self, database: &str) -> Command {
        let mut psql = self.program("psql");
        psql.args(["--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--username=postgres"]);
        psql.arg("--host").arg(&self.folder).args(["--dbname", database]);
        psql
    }

    /// Both kinds of databases in one: a table's name is of one schema only, so the search path finds it.
    fn migrate(&self, migrations: &Path) -> Result<()> {
        process::read(self.psql("postgres").args(["--command", "create database diwan"]))?;
        let mut script = String::from(
            "set client_min_messages = warning;
             create role diwan_serving; create role diwan_search;
             create extension vector schema public;
             -- The queue's own tables are graphile_worker's to make; nothing checked asks for them.
             create schema jobs;\n",
        );
        for schema in ["control", "region"] {
            script += &format!("create schema {schema};\nset search_path = {schema}, public;\n");
            let folder = migrations.join(schema);
            let (always, once): (Vec<_>, Vec<_>) =
                files::below(&folder)?.into_iter().partition(|path| path.parent() != Some(&folder));
            for path in once.iter().chain(&always) {
                script += &files::text(path)?;
                script += "\n;\n";
            }
        }
        script += "do $$ begin
            if exists (select from pg_class c join pg_class r on r.relname = c.relname and r.relkind in ('r', 'p')
                where c.relnamespace = 'control'::regnamespace and r.relnamespace = 'region'::regnamespace) then
                raise exception 'a table has the same name in both schemas: a checked query would mean the first';
            end if; end $$;\n";
        script += "alter role postgres set search_path = control, region, public;\n";
        let mut psql = self.psql("diwan").stdin(Stdio::piped()).stdout(Stdio::null()).spawn()?;
        psql.stdin.take().context("psql has an input")?.write_all(script.as_bytes())?;
        if !psql.wait()?.success() {
            bail!("the migrations do not run");
        }
        Ok(())
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        if let Some(mut server) = self.server.take() {
            // Asked, not killed: a killed one leaves shared memory behind.
            let mut stop = self.program("pg_ctl");
            stop.args(["stop", "--silent", "--mode=immediate", "--pgdata"]).arg(self.folder.join("data"));
            if process::read(&mut stop).is_err() {
                let _ = server.kill();
            }
            let _ = server.wait();
        }
        let _ = files::remove(&self.folder);
    }
}
