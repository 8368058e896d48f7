//! Ends function processes when this process dies in a way that leaves it no time to do so itself.

use std::collections::BTreeSet;
use std::io::Write;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::Mutex;

use rustix::process::{Pid, Signal, kill_process_group};
use tokio::sync::watch;

use crate::process::lock;

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
rm -f "$1/$2"
rmdir "$1"
"#;

/// All process groups that run, and a helper process that outlives this one just long enough to end them.
pub(crate) struct Guard {
    groups: watch::Sender<BTreeSet<u32>>,
    input: Mutex<Option<ChildStdin>>,
    child: Mutex<Child>,
}

impl Guard {
    /// Starts the helper, in a process group of its own so that no Ctrl-C reaches it. It also removes `file`, and the
    /// folder it is in if that is then empty.
    pub(crate) fn start(file: &Path) -> std::io::Result<Self> {
        let mut command = Command::new("/bin/sh");
        let (folder, name) = (file.parent().unwrap_or(file), file.file_name().unwrap_or_default());
        command
            .args(["-c", SCRIPT, "buckler-guard"])
            .args([folder.as_os_str(), name])
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .process_group(0);
        let mut child = command.spawn()?;
        let input = child.stdin.take();
        Ok(Self { groups: watch::Sender::default(), input: Mutex::new(input), child: Mutex::new(child) })
    }

    /// Puts a process group on the list.
    pub(crate) fn add(&self, group: u32) {
        self.groups.send_modify(|groups| {
            groups.insert(group);
        });
        self.write(&format!("+{group}\n"));
    }

    /// Takes it off, once it has ended.
    pub(crate) fn remove(&self, group: u32) {
        self.groups.send_modify(|groups| {
            groups.remove(&group);
        });
        self.write(&format!("-{group}\n"));
    }

    /// Ends every group and waits until they are gone.
    pub(crate) async fn end_all(&self) {
        for group in self.groups.borrow().iter() {
            if let Some(pid) = i32::try_from(*group).ok().and_then(Pid::from_raw) {
                let _gone = kill_process_group(pid, Signal::KILL);
            }
        }
        let mut groups = self.groups.subscribe();
        // The sender is this guard's own, so the wait ends only by the condition.
        let _empty = groups.wait_for(BTreeSet::is_empty).await;
    }

    /// A helper that has gone cannot help; the functions themselves still work.
    fn write(&self, line: &str) {
        let mut input = lock(&self.input);
        if input.as_mut().is_some_and(|pipe| pipe.write_all(line.as_bytes()).is_err()) {
            *input = None;
        }
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        lock(&self.input).take();
        // With its input closed it kills what is left and ends at once.
        let _ended = lock(&self.child).wait();
    }
}
