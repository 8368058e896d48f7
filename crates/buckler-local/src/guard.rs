//! Ends function processes when this process dies in a way that leaves it no time to do so itself.

use std::io::Write;
use std::os::unix::process::CommandExt;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::Mutex;

/// Reads `+PID` and `-PID` lines until its input ends, which it does whenever and however this process ends, and
/// kills the process groups that are still on the list. A group takes along what the function itself started.
const SCRIPT: &str = r#"
trap '' INT TERM HUP
groups=' '
while read -r line; do
  id=${line#?}
  case $line in
    +*) groups="$groups$id " ;;
    -*) case $groups in *" $id "*) groups="${groups%% $id *} ${groups#* $id }" ;; esac ;;
  esac
done
for id in $groups; do kill -KILL "-$id" 2>/dev/null; done
"#;

/// A helper process that outlives this one just long enough.
pub(crate) struct Guard {
    input: Mutex<Option<ChildStdin>>,
    child: Mutex<Child>,
}

impl Guard {
    /// Starts the helper, in a process group of its own so that no Ctrl-C reaches it.
    pub(crate) fn start() -> std::io::Result<Self> {
        let mut command = Command::new("/bin/sh");
        command.args(["-c", SCRIPT]).stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null()).process_group(0);
        let mut child = command.spawn()?;
        let input = child.stdin.take();
        Ok(Self { input: Mutex::new(input), child: Mutex::new(child) })
    }

    /// Puts a process group on the list.
    pub(crate) fn add(&self, group: u32) {
        self.write(&format!("+{group}\n"));
    }

    /// Takes it off, once it has ended.
    pub(crate) fn remove(&self, group: u32) {
        self.write(&format!("-{group}\n"));
    }

    /// A helper that has gone cannot help; the functions themselves still work.
    fn write(&self, line: &str) {
        if let Ok(mut input) = self.input.lock()
            && let Some(pipe) = input.as_mut()
            && pipe.write_all(line.as_bytes()).is_err()
        {
            *input = None;
        }
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        if let Ok(mut input) = self.input.lock() {
            input.take();
        }
        // With its input closed it kills what is left and ends at once.
        if let Ok(mut child) = self.child.lock() {
            let _ended = child.wait();
        }
    }
}
