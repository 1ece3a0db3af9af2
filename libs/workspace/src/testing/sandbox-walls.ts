import { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runIn, TerminalDriver, type WorkspaceSubject } from '@drillyard/terminal/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/** What a hostile learner tries, and finds a wall. For every way to make a sandbox. */
export function sandboxWalls(subject: WorkspaceSubject): void {
  view(subject);
  containment(subject);
}

function view(subject: WorkspaceSubject): void {
  const output = async (script: string) => (await runIn(subject, script)).output;

  describe('walls', () => {
    let folder: string;
    let neighbour: Server;

    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'host-secret-'));
      writeFileSync(join(folder, 'secret'), 'of the host', { mode: 0o644 });
      neighbour = createServer((socket) => socket.end('of the host'));
      await new Promise<void>((resolve) => neighbour.listen(0, '127.0.0.1', resolve));
    });
    afterAll(async () => {
      neighbour.close();
      await rm(folder, { recursive: true });
    });

    it('hide the files of the host and of other learners', async () => {
      expect(await output(`cat ${join(folder, 'secret')} 2>&1 || :`)).toContain('No such file');
      expect(await output('ls /')).not.toMatch(/root|sys|boot|srv|work/);
      expect(await output('ls -A /home')).toBe('learner\n');
      expect(await output('cat /etc/passwd')).not.toMatch(/daemon|www-data/);
      expect(await output('cat /etc/shadow 2>&1 || :')).toContain('No such file');
      expect(await output('ls -A /tmp /var/tmp/ /run')).toMatch(/^\/run:\n\n\/tmp:\n\n\/var/);
    });

    it('leave the learner no right', async () => {
      const status = await output('cat /proc/self/status; id -u');
      expect(status).toMatch(/^CapEff:\s+0+$/m);
      expect(status).toMatch(/^CapBnd:\s+0+$/m);
      expect(status).toMatch(/^NoNewPrivs:\s+1$/m);
      expect(status.trim().split('\n').at(-1)).not.toBe('0');
      expect(await output('mount -t tmpfs x /tmp 2>&1 || :')).toMatch(/permission|superuser/i);
      expect(await output('su -c id 2>&1 </dev/null || :')).not.toContain('uid=0');
    });

    it('make everything but the home and /tmp read-only', async () => {
      const script = `for place in / /usr /usr/bin /etc /dev /run /opt /var /home; do
        touch $place/x 2>/dev/null && echo "wrote to $place"; done
        echo x > /etc/passwd; echo x > /etc/hosts; ls /x /dev/x`;
      expect(await output(script)).not.toContain('wrote');
      expect(await output('touch ~/x /tmp/x /dev/shm/x && echo fine')).toBe('fine\n');
    });

    it('let nothing but the cluster be reached', async () => {
      const { port } = neighbour.address() as AddressInfo;
      const reach = (host: string, at: number) =>
        output(`timeout 5 cat 2>&1 < /dev/tcp/${host}/${at} || :`);
      expect(await reach('controlplane', 6443)).toBe('greetings from the cluster\n');
      expect(await reach('127.0.0.1', port)).toContain('refused');
      expect(await reach('192.0.2.1', 80)).toContain('unreachable');
      expect(await output('cat /proc/net/dev | tail -n +3 | cut -d: -f1 | xargs')).toBe('lo\n');
      expect(await output('getent hosts example.com || echo unknown')).toBe('unknown\n');
    });

    it('hide the processes of the host', async () => {
      expect(await output(`kill -0 ${process.pid} 2>&1 || :`)).toContain('No such process');
      const pids = await output('ls /proc | grep -c "^[0-9]"');
      expect(Number(pids)).toBeLessThan(20);
      expect(await output('cat /proc/*/environ 2>/dev/null | tr "\\0" "\\n"')).not.toMatch(
        /VITEST|NODE_/,
      );
    });
  });
}

/** What a learner breaks on purpose hurts nobody else. */
function containment(subject: WorkspaceSubject): void {
  const output = async (script: string) => (await runIn(subject, script)).output;

  describe('containment', () => {
    it('stand when the learner kills everything in sight', async () => {
      const terminal = await subject.workspace.openTerminal({ id: 't', cols: 80, rows: 24 });
      const driver = new TerminalDriver(terminal);
      await driver.shows('$ ');
      await runIn(subject, 'kill -9 1; kill -STOP 1; kill -9 -1');
      await driver.exits();
      expect(await output('echo still up')).toBe('still up\n');
    });

    it('contain a fork bomb', async () => {
      // Until it has all it gets, which is when it goes on trying.
      const bomb = 'bomb() { bomb | bomb & }; bomb 2>&1 | grep -m 1 -o "fork: .* unavailable"';
      expect(await output(bomb)).toContain('Resource temporarily unavailable');
      await subject.workspace.close();
      subject.workspace = await subject.open('one');
      expect(await output('ls /proc | grep -c "^[0-9]"')).toMatch(/^\d\n$/);
    });

    it('bound what a process takes', async () => {
      expect(await output('(head -c 100M /dev/zero > /tmp/big) 2>&1; stat -c %s /tmp/big')).toMatch(
        /No space left on device\n671\d{5}\n/,
      );
      expect(await output('rm /tmp/big; head -c 200M /dev/zero > ~/big; stat -c %s ~/big')).toMatch(
        /134217728\n$/,
      );
      expect(await output('rm ~/big; ulimit -Hn -Hc -Hu | grep -o "[0-9]*$" | xargs')).toBe(
        '1024 0 512\n',
      );
      expect(await output('ulimit -n 4096 2>&1 || :')).toMatch(/not permitted/);
    });

    it('offer the tools a lab needs', async () => {
      const missing = await output(
        'for t in bash kubectl openssl awk sed grep less; do command -v $t >/dev/null || echo $t; done',
      );
      expect(missing).toBe('');
      expect(await output('kubectl version --client 2>&1')).toMatch(/Client Version: v1\./);
    });

    it('complete kubectl and its short name', async () => {
      const terminal = await subject.workspace.openTerminal({ id: 't', cols: 80, rows: 24 });
      const driver = new TerminalDriver(terminal);
      await driver.shows('$ ');
      driver.type('kubectl api-reso\t');
      await driver.shows('kubectl api-resources');
      driver.type('\x15k api-ver\t');
      await driver.shows('k api-versions');
      await terminal.close();
    });
  });
}
