import { afterAll, describe, expect, it } from 'vitest';
import { busybox, debian, runIn, startTestContainer } from './testing/start-test-container.js';

const root = startTestContainer({ image: { ...busybox, tools: ['libcap', 'curl'] } });
const user = startTestContainer({
  spec: { securityContext: { runAsUser: 1000, runAsGroup: 3000 } },
});
const gnu = startTestContainer({ image: { ...debian, user: 'www-data' } });
afterAll(() => {
  for (const container of [root, user, gnu]) container.kill('SIGKILL');
});

/** What a shell prints, and what it complains of. */
const scripts: readonly (readonly [script: string, stdout: string, stderr?: string])[] = [
  ['id', 'uid=0(root) gid=0(root) groups=0(root),10(wheel)\n'],
  ['whoami; hostname; pwd', 'root\nweb\n/\n'],
  ['nosuch; echo $?', '127\n', 'sh: nosuch: not found\n'],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a shell's, not ours
  ['x=$((3*4+1)); echo "$x ${#x} ${y:-no} ${x%3}"', '13 2 no 1\n'],
  ['f() { echo "f $1"; return 3; }; f a || echo $?', 'f a\n3\n'],
  ['for i in 1 2 3; do [ $i = 2 ] && continue; echo $i; done', '1\n3\n'],
  ['i=0; while [ $i -lt 3 ]; do i=$((i+1)); done; echo $i', '3\n'],
  ['case abc in b*) echo b;; a*|x) echo a;; esac', 'a\n'],
  ['echo b a | tr " " "\\n" | sort | head -n 1', 'a\n'],
  ['cat <<A\n$((1+1)) $HOME\nA', '2 /root\n'],
  ["cat <<'A'\n$HOME\nA", '$HOME\n'],
  ['set -- "a b" c; for w in "$@"; do echo "<$w>"; done; echo $#', '<a b>\n<c>\n2\n'],
  ['echo a b | while read x y; do echo $y-$x; done', 'b-a\n'],
  ['echo /e*c/h*', '/etc/hostname /etc/hosts\n'],
  ['(cd /tmp; pwd); pwd', '/tmp\n/\n'],
  ['trap "echo bye" EXIT; echo hi', 'hi\nbye\n'],
  ['echo "a  b" > /tmp/f; x=$(cat /tmp/f); echo $x; echo "$x"', 'a b\na  b\n'],
  ['printf "%s-%03d\\n" a 7 b 8', 'a-007\nb-008\n'],
  ['echo one two | grep -o x; echo $?', '1\n'],
  ['printf "a1\\nb2\\n" | grep -n "^b[0-9]$"', '2:b2\n'],
  ['mkdir -p /tmp/d/e && touch /tmp/d/e/f && find /tmp/d -type f', '/tmp/d/e/f\n'],
  ['ln -s /etc/hostname /tmp/l; cat /tmp/l; readlink /tmp/l', 'web\n/etc/hostname\n'],
  [
    'umask 077; touch /tmp/u; stat -c %a /tmp/u; chmod u+x,g=r /tmp/u; stat -c %A /tmp/u',
    '600\n-rwxr-----\n',
  ],
  ['echo hi > /dev/null; echo x > /dev/full', '', 'sh: No space left on device\n'],
  ['exec 3>/tmp/three; echo t >&3; cat /tmp/three', 't\n'],
  [
    'sh -c \'echo "Pid: $$"; grep ^Pid: /proc/self/status\' | tr -d "\\t " | sort -u | wc -l',
    '1\n',
  ],
  ['kill -9 1; echo still here', 'still here\n'],
  ['capsh --decode=0000000000000401', '0x0000000000000401=cap_chown,cap_net_bind_service\n'],
  ['curl -s http://nosuch; echo $?', '6\n'],
  ['nc -z 127.0.0.1 9; echo $?', '1\n', 'nc: 127.0.0.1 (127.0.0.1:9): Connection refused\n'],
  [
    'nc -l -p 8080 > /tmp/got & until nc -z 127.0.0.1 8080 2>/dev/null; do :; done; wait; echo ok',
    'ok\n',
  ],
  ['tar cf - /etc/hostname | tar xf - -C /tmp && cat /tmp/etc/hostname', 'web\n'],
  ['cat /proc/self/comm', 'cat\n'],
  ['sleep 100 & kill $!; wait $!; echo $?', '143\n'],
];

const asUser: typeof scripts = [
  ['id', 'uid=1000 gid=3000 groups=3000\n'],
  ['touch /x', '', 'touch: /x: Permission denied\n'],
  ['echo x > /etc/passwd', '', "sh: can't create /etc/passwd: Permission denied\n"],
  ['cat /etc/shadow', '', "cat: can't open '/etc/shadow': Permission denied\n"],
  ['touch /tmp/mine; chown 0 /tmp/mine', '', 'chown: /tmp/mine: Operation not permitted\n'],
  ['ls /root', '', "ls: can't open '/root': Permission denied\n"],
  ['date -s 2030-01-01 >/dev/null', '', "date: can't set date: Operation not permitted\n"],
  ['date -s 9:30 >/dev/null', '', "date: can't set date: Operation not permitted\n"],
  ['date -d 9:30 +%H-%M', '09-30\n', ''],
  ['cd /root', '', "sh: cd: can't cd to /root: Permission denied\n"],
  ['whoami', '', 'whoami: unknown uid 1000\n'],
  ['capsh --print', '', 'sh: capsh: not found\n'],
];

const inDebian: typeof scripts = [
  ['id', 'uid=33(www-data) gid=33(www-data) groups=33(www-data)\n'],
  ['touch /x', '', "touch: cannot touch '/x': Permission denied\n"],
  ['nosuch', '', 'bash: line 1: nosuch: command not found\n'],
  ['ps', '', 'bash: line 1: ps: command not found\n'],
  ['cat /etc/shadow', '', 'cat: /etc/shadow: Permission denied\n'],
  ['echo {a,b}{1..2}', 'a1 a2 b1 b2\n'],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a shell's, not ours
  ['x=hello; echo ${x/l/L} ${x^^} ${x:1:3}', 'heLlo HELLO ell\n'],
  ['[[ abc == a* && 2 -gt 1 ]] && echo yes', 'yes\n'],
];

describe('commands', () => {
  it.each(scripts)('as root: %s', async (script, stdout, stderr = '') => {
    expect(await runIn(root, ['sh', '-c', script])).toMatchObject({ stdout, stderr });
  });
  it.each(asUser)('as a user: %s', async (script, stdout, stderr = '') => {
    expect(await runIn(user, ['sh', '-c', script])).toMatchObject({ stdout, stderr });
  });
  it.each(inDebian)('with GNU tools: %s', async (script, stdout, stderr = '') => {
    expect(await runIn(gnu, ['bash', '-c', script])).toMatchObject({ stdout, stderr });
  });

  it('reads a script from standard input', async () => {
    expect(await runIn(root, ['sh'], 'if true\nthen echo yes\nfi\nexit 4\n')).toEqual({
      stdout: 'yes\n',
      stderr: '',
      exit: 4,
    });
  });

  it('says in the words of runc that an image has no shell', async () => {
    const image = { userland: 'none', programs: { '/app': 'pause' } } as const;
    const distroless = startTestContainer({ image, command: ['/app'] });
    const { exit } = await runIn(distroless, ['sh']);
    expect(exit).toMatch(
      /OCI runtime exec failed: exec failed: unable to start container process: exec: "sh": executable file not found in \$PATH$/,
    );
    distroless.kill('SIGTERM');
    expect(await distroless.exit).toEqual({ exitCode: 0, reason: 'Completed' });
  });
});
