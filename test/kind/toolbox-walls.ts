import type { Engine } from '@drillyard/cluster-kind';
import type { Workspace, WorkspaceProvider } from '@drillyard/terminal';
import { TerminalDriver } from '@drillyard/terminal/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ToolboxSubject } from './toolbox-subject.js';

const timeoutMs = 60_000;

/** What a hostile learner tries, and finds a wall. */
export function toolboxWalls(make: () => Promise<ToolboxSubject>): void {
  describe('walls', () => {
    let subject: ToolboxSubject;
    let engine: Engine;
    let mine: Workspace;
    let other: Workspace;
    let otherNode: string;

    beforeAll(async () => {
      subject = await make();
      engine = subject.engine;
      const second = await subject.node('other-control-plane');
      otherNode = second.name;
      const open = (id: string, connect: typeof second) =>
        subject.provider.open({ id, hostname: 'workstation', connect });
      mine = await open('mine', subject.connect);
      other = await open('other', second);
    });
    afterAll(() => subject?.cleanUp());

    const output = async (text: string, workspace = mine) =>
      (await workspace.run({ text, timeoutMs })).output;
    const addresses = async (container: string) => {
      const format = '{{range .NetworkSettings.Networks}}{{.IPAddress}} {{.Gateway}} {{end}}';
      const { stdout } = await engine.run(['inspect', `--format=${format}`, container], {
        timeoutMs,
      });
      return stdout.split(/\s+/).filter((address) => /^\d/.test(address));
    };
    const reach = (address: string, port: number) =>
      output(`timeout 3 nc -w 2 ${address} ${port} < /dev/null 2>&1 || echo "no way"`);

    it('leave the learner no right', async () => {
      const status = await output('id -u; cat /proc/self/status');
      expect(status).toMatch(/^1000\n/);
      for (const set of ['CapPrm', 'CapEff', 'CapBnd', 'CapAmb', 'CapInh']) {
        expect(status).toMatch(new RegExp(`^${set}:\\s+0+$`, 'm'));
      }
      expect(status).toMatch(/^NoNewPrivs:\s+1$/m);
      expect(status).toMatch(/^Seccomp:\s+2$/m);
      expect(await output('find / -xdev -perm /6000 -type f 2>/dev/null')).toBe('');
      expect(await output('kill -9 1 2>&1; pkill -9 sleep 2>&1; echo still here')).toContain(
        'here',
      );
    });

    it('make everything but the home and /tmp read-only', async () => {
      const script = `for place in / /usr/bin /etc /run /opt /var /var/tmp /home /proc/sys/kernel; do
        touch $place/x 2>/dev/null && echo "wrote to $place"; done
        touch ~/x /tmp/x /dev/shm/x && echo fine`;
      expect(await output(script)).toBe('fine\n');
    });

    it('let nothing but the own API server be reached', async () => {
      expect(await reach('controlplane', 6443)).toBe('greetings from the cluster\n');
      const others = [...(await addresses(otherNode)), ...(await addresses(nameOf(other)))];
      expect(others.length).toBeGreaterThan(2);
      for (const address of [...others, '192.0.2.1', '169.254.169.254']) {
        expect(await reach(address, 6443)).toContain('no way');
      }
      expect(await output('getent hosts example.com || echo unknown')).toBe('unknown\n');
      expect(await output(`getent hosts ${otherNode} || echo unknown`)).toBe('unknown\n');
      expect(await output('ip route')).not.toContain('default');
    });

    it('stand between the nodes of two clusters too', async () => {
      const from = async (container: string, address: string) => {
        const dial = ['bash', '-c', `timeout 3 nc -w 2 ${address} 6443 < /dev/null || echo no way`];
        return (await engine.exec(container, dial)).stdout;
      };
      const [own = ''] = await addresses(subject.connect.name);
      expect(await from(subject.connect.name, own)).toContain('greetings');
      for (const address of await addresses(otherNode)) {
        expect(await from(subject.connect.name, address)).toBe('no way\n');
      }
    });

    it('keep files and processes of others out of sight', async () => {
      await other.files.write('~/secret', 'theirs');
      await other.files.write('/home/learner/x', 'theirs');
      expect(await output('find / -xdev -name secret 2>/dev/null; cat ~/secret 2>&1')).toMatch(
        /^cat: .*No such file/,
      );
      const commands = await output('cat /proc/*/cmdline | tr "\\0" " "');
      expect(commands).not.toMatch(/node|dockerd|systemd/);
    });

    it('hold memory, files and processes to their limits, and let the learner go on', async () => {
      const eat = `perl -e '$x = "x" x (700 * 1024 * 1024); print length $x' 2>&1 || echo "ended by $?"`;
      expect(await output(eat)).toContain('ended by 137');
      const fill = '{ head -c 200M /dev/zero > ~/big; } 2>&1; stat -c %s ~/big; rm ~/big';
      expect(await output(fill)).toMatch(/No space left[\s\S]*\n134\d{6}\n$/);
      const many =
        'mkdir ~/m; cd ~/m; seq 60000 | xargs touch 2>&1 | tail -n 1; ls | wc -l; rm -r ~/m';
      expect(await output(many)).toMatch(/No space left[\s\S]*\n4\d{4}\n$/);
      const fork =
        'for i in $(seq 700); do sleep 300 & done 2>&1 | grep -c "Resource temporarily" || :';
      await mine.run({ text: fork, timeoutMs: 3_000 });
      expect(await output('echo room again')).toBe('room again\n');
    });

    it('end whatever fills the container when the workspace is closed', async () => {
      const bomb = mine.run({ text: 'bomb() { bomb | bomb & }; bomb; sleep 30', timeoutMs: 2_000 });
      await bomb.catch(() => undefined);
      await mine.close();
      const { stdout } = await engine.run(['top', nameOf(mine), '-eo', 'pid,comm'], { timeoutMs });
      const commands = stdout
        .trim()
        .split('\n')
        .slice(1)
        .map((line) => line.trim().split(/\s+/)[1]);
      expect(commands.sort()).toEqual(['docker-init', 'sleep']);
      const connect = subject.connect;
      mine = await subject.provider.open({ id: 'mine', hostname: 'workstation', connect });
      expect(await output('echo back')).toBe('back\n');
    });

    it('are none for a shell on a node, which is root in it, and ends when it is closed', async () => {
      const { connect, provider } = subject;
      const request = { id: 'mine-node', hostname: 'controlplane', connect, nodeFolders: [] };
      const node = await provider.open(request);
      const text = 'id -un; hostname; echo $HOME $KUBECONFIG';
      const { output: said } = await node.run({ text, timeoutMs });
      expect(said).toMatch(/^root\n.+\n\/root \/etc\/kubernetes\/admin\.conf\n$/);
      const terminal = await node.openTerminal({ id: 't', cols: 80, rows: 24 });
      const driver = new TerminalDriver(terminal);
      await driver.shows('# ');
      await driver.command('sleep 4321 & sleep 1; pgrep -fc "sleep 4321"', /\n1\r\n/);
      await node.close();
      const { stdout } = await engine.exec(connect.name, [
        'bash',
        '-c',
        'pgrep -fc "^sleep 4321"; :',
      ]);
      expect(stdout).toBe('0\n');
      expect(await provider.list()).not.toContain('mine-node');
    });

    it('are built anew at the next terminal where the container has ended', async () => {
      const open = async () =>
        new TerminalDriver(await mine.openTerminal({ id: 't', cols: 80, rows: 24 }));
      const first = await open();
      await first.command('touch ~/x; echo made', /made\r\n/);
      await engine.run(['kill', nameOf(mine)], { timeoutMs });
      await first.shows('Your workstation stopped');
      const second = await open();
      await second.shows('was made anew');
      await second.command('ls -A ~; kubectl config current-context', /\r\n/);
      expect(await output('ls ~/x 2>&1')).toContain('No such file');
      expect(await reach('controlplane', 6443)).toBe('greetings from the cluster\n');
    });

    it('leave no trace of what is deleted, also half made', async () => {
      const half = `${nameOf(mine).slice(0, -8)}-half`;
      const labels = Object.entries(subject.labels('half')).map(([k, v]) => `--label=${k}=${v}`);
      await engine.run(['network', 'create', ...labels, half], { timeoutMs });
      await sweep(subject.provider);
      const label = `dev.drillyard.instance=${subject.instance}`;
      expect(await engine.containers({ label })).toEqual([]);
      expect(await engine.networks({ label })).toEqual([]);
      expect(await engine.volumes({ label })).toEqual([]);
      expect(await subject.provider.list()).toEqual([]);
    });

    const nameOf = (workspace: Workspace) => subject.containerOf(workspace.id);
  });
}

async function sweep(provider: WorkspaceProvider): Promise<void> {
  expect((await provider.list()).sort()).toEqual(['half', 'mine', 'other']);
  for (const id of await provider.list()) await provider.delete(id);
}
