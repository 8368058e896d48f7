//! Programs that manage a machine.

use super::Value::{Danger, Plain, Read, Write};
use super::{Program, Style};

pub(super) const PROGRAMS: &[Program] = &[
    Program::new("systemctl service journalctl loginctl hostnamectl timedatectl", Plain).options(&[
        ("-H --host -M --machine --root --file -D --directory --cursor-file", Danger),
        ("-u --unit -n --lines -p --property -t --type --since --until -o --output -g --grep", Plain),
    ]),
    Program::new("useradd adduser usermod userdel groupadd passwd chpasswd chage chsh chfn id groups finger", Plain)
        .options(&[
            ("-R --root -P --prefix -s --shell -G --groups -k --skel", Danger),
            ("-c --comment -d --home -g --gid -u --uid -e -f -p --password", Plain),
        ]),
    Program::new("mount umount losetup mkfs fsck parted fdisk lvm mdadm cryptsetup", Plain)
        .options(&[("-o --options -T --fstab -N --key-file", Danger), ("-t --types -L -U -n", Plain)]),
    Program::new("ip ifconfig route iptables ip6tables nft ss netstat tc ethtool iw nmcli brctl", Plain)
        .options(&[("-b -batch --batch -f --file -M --modprobe", Danger), ("-n -netns", Danger)])
        .harmless("-4 -6 -a -n -t -u -l -p -s -br -j"),
    Program::new("apt apt-get dpkg yum dnf rpm apk pacman zypper snap flatpak brew", Plain).options(&[
        ("-o --option -c --config-file --root --admindir --installroot --pre-invoke --eval --define -D --pipe", Danger),
        ("-t --target-release -a", Plain),
    ]),
    Program::new("gpg gpg2 gpgv", Read).options(&[
        ("-o --output", Write),
        ("--homedir --options --keyring --photo-viewer --agent-program --dirmngr-program", Danger),
        ("-r --recipient -u --local-user --passphrase -N --set-notation --trust-model", Plain),
    ]),
    Program::new("age minisign signify ssh-keygen ssh-add ssh-keyscan keytool", Read).options(&[
        ("-o --output -f --file", Write),
        ("-D -P -w", Danger),
        ("-r --recipient -t -b -C -N -I -n -V -R -F -p", Plain),
    ]),
    Program::new("kill killall pkill pgrep ps top htop lsof fuser pidof", Plain)
        .options(&[("-s --signal -u -U -G -g -P -t -p -o -n -F --pidfile -c", Plain)])
        .harmless("*"),
    Program::new("sysctl dmesg modprobe insmod rmmod depmod ldconfig update-alternatives", Plain)
        .options(&[("-p --load -C --config -d --dirname -f -r", Danger), ("-w -n", Plain)]),
    Program::new("logrotate rsyslogd cron anacron supervisorctl monit nginx apachectl httpd caddy haproxy", Plain)
        .options(&[("-c --config --configuration -f -g -p -C -D -e -s --adapter", Danger)]),
    Program::new("zdump zic localedef locale dialog whiptail zenity xdg-open open sensible-browser", Plain)
        .options(&[("-d -i -f -p", Write), ("--text --title --inputbox --msgbox", Plain)]),
    Program::new("capsh setcap getcap runcon chcon newgrp sg", Plain)
        .options(&[("--shell --chroot --user -c", Danger)]),
    Program::new("stty clear reset tput", Plain).style(Style::None),
    Program::new("virsh qemu-img qemu-system-x86_64 lxc lxd multipass", Read).options(&[
        ("-c --connect --file -drive -chardev -monitor -netdev --object --image-opts", Danger),
        ("-f -O -m -smp", Plain),
    ]),
    Program::new("updatedb chkrootkit clamscan clamdscan freshclam rkhunter yara", Read).options(&[
        ("-d --database --config-file -c --file-list -f --tempdir", Danger),
        ("-l --log --move --copy", Write),
    ]),
];
