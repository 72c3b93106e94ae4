//! The last bytes of a release, by binaryen and esbuild from npm.

use super::Mode;
use crate::{place::Place, process, tools::node::Node};
use anyhow::{Context, Result, bail};
use std::{
    io::Write,
    path::{Path, PathBuf},
    process::Stdio,
};

/// Makes things small in a release and leaves them as they are in development, which thereby needs no Node.
pub struct Minifier(Option<Tools>);

struct Tools {
    node: Node,
    packages: PathBuf,
}

impl Minifier {
    /// Installs the tools where they are needed.
    pub fn prepare(place: &Place, mode: Mode) -> Result<Self> {
        if !mode.is_release() {
            return Ok(Self(None));
        }
        let node = Node::find(place).context("a release is made small with Node")?;
        let folder = place.root.join("xtask/node");
        node.install(&folder)?;
        Ok(Self(Some(Tools { node, packages: folder.join("node_modules") })))
    }

    /// Optimises a WebAssembly module in place, for size.
    ///
    /// No feature flags: wasm-opt reads from the module what browsers may be asked for; `--all-features` writes
    /// formats that none of them has.
    pub fn module(&self, module: &Path) -> Result<()> {
        let Some(tools) = &self.0 else { return Ok(()) };
        let mut optimise = tools.node.script(&tools.packages.join("binaryen/bin/wasm-opt"));
        process::run(optimise.args(["-Oz"]).arg("-o").arg(module).arg(module))
    }

    /// A script, shorter.
    pub fn script(&self, source: Vec<u8>) -> Result<Vec<u8>> {
        self.esbuild(source, "js")
    }

    /// A stylesheet, shorter.
    pub fn style(&self, source: Vec<u8>) -> Result<Vec<u8>> {
        self.esbuild(source, "css")
    }

    fn esbuild(&self, source: Vec<u8>, language: &str) -> Result<Vec<u8>> {
        let Some(tools) = &self.0 else { return Ok(source) };
        let mut command = tools.node.program(&tools.packages.join("esbuild/bin/esbuild"));
        command.args(["--minify", "--charset=utf8", "--legal-comments=none", "--log-level=warning"]);
        // Bindgen names the module that loads parts once for each function taken from it: the same one each time.
        command.arg("--log-override:duplicate-object-key=silent");
        command.arg(format!("--loader={language}")).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.spawn().context("cannot start esbuild")?;
        // esbuild reads everything before it writes anything, so this cannot lock up.
        child.stdin.take().context("esbuild has an input")?.write_all(&source)?;
        let output = child.wait_with_output()?;
        if !output.status.success() {
            bail!("esbuild refuses a {language} source; its reasons are above");
        }
        Ok(output.stdout)
    }
}
