import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LabSessionView } from '../lab-sessions/lab-session.dto.js';
import type { TestLearner } from '../testing/test-learner.js';
import { TestServer } from '../testing/test-server.js';
import type { TestSocket } from '../testing/test-socket.js';
import type { TerminalView } from './terminal.dto.js';

describe('the terminal on the node of a control plane', () => {
  let server: TestServer;
  let learner: TestLearner;
  let session: LabSessionView;
  let workstation: TestSocket;
  let node: TestSocket;

  beforeAll(async () => {
    server = await TestServer.start();
    learner = await server.login();
    session = await learner.start('node');
    const { id } = await learner.call<TerminalView>(
      'POST',
      `/api/lab-sessions/${session.id}/terminals`,
    );
    workstation = await learner.attach(id).live();
  });
  afterAll(() => server?.remove());

  it('comes with the first one', async () => {
    const { terminals } = await learner.until(session.id, (one) => one.terminals.length === 2);
    expect(terminals.map(({ title }) => title)).toEqual(['Terminal 1', 'node controlplane']);
    node = await learner.attach(terminals[1]?.id ?? '').live();
    expect(await node.run('whoami; hostname')).toMatch(/root\s+controlplane/);
    expect(await node.run('ls /etc/kubernetes/manifests')).toContain('kube-apiserver.yaml');
    expect(await node.run('kubectl get --raw /version')).toContain('"minor":"36"');
  });

  it('stops the API server for both where a flag is wrong, and has the log that says so', async () => {
    const manifest = '/etc/kubernetes/manifests/kube-apiserver.yaml';
    await node.run(`sed -i.bak 's/- kube-apiserver$/&\\n    - --nosuch=1/' ${manifest}`);
    await node.run(`mv ${manifest}.bak /root/`);
    const refused = 'until kubectl version 2>&1 | grep -o refuse[d]; do sleep 0.1; done';
    expect(await node.run(refused)).toContain('refused');
    expect(await workstation.run(refused)).toContain('refused');
    const log = 'cat /var/log/containers/kube-apiserver-*.log | grep -o "unknown flag: --nosuc[h]"';
    expect(await node.run(log)).toContain('unknown flag: --nosuch');
    await node.run(`cp /root/kube-apiserver.yaml.bak ${manifest}`);
    const ready = 'until kubectl get --raw /readyz 2>/dev/null; do sleep 0.1; done';
    expect(await node.run(ready)).toContain('ok');
    expect(await workstation.run(ready)).toContain('ok');
  });
});
