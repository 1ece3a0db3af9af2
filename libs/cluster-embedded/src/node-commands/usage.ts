/** What `--help` says: the part of each command that there is. */
export const usage: Readonly<Record<string, string>> = {
  crictl: `crictl [ps|pods|logs|images|inspect|inspectp|inspecti|info|stats|version]

  ps [-a] [-q] [--name REGEX] [--state STATE] [--pod ID] [--namespace REGEX] [-n COUNT] [-o json]
  pods [-q] [--name REGEX] [--namespace REGEX] [--state ready|notready]
  logs [-f] [-t] [-p] [--tail COUNT] [--since 10m] CONTAINER-ID
  images [-q] [--digests] [NAME]
  inspect CONTAINER-ID, inspectp POD-ID, inspecti IMAGE-ID
`,
  journalctl: `journalctl [OPTIONS...]

  -u UNIT         kubelet or containerd
  -n COUNT        the last lines
  -f              follow
  -r              the newest first
  -S, --since     2026-01-31, "10 minutes ago", today
  -g, --grep      what contains a text
  -o cat          messages alone
  --no-pager      there is none
`,
  kubeadm: `kubeadm [command]

  certs check-expiration
  certs renew NAME|all
  token list
  token create [TOKEN] [--ttl 24h] [--description TEXT] [--print-join-command]
  token delete ID
  version [-o short|json|yaml]
`,
  systemctl: `systemctl [COMMAND] kubelet|containerd

  status [-n COUNT], cat, is-active, is-enabled, is-failed
  start, stop, restart
  daemon-reload
`,
};
