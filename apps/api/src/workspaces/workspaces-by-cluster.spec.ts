import type { Workspace, WorkspaceProvider, WorkspaceRequest } from '@drillyard/terminal';
import { GreetingCluster } from '@drillyard/terminal/testing';
import { describe, expect, it } from 'vitest';
import { WorkspacesByCluster } from './workspaces-by-cluster.js';

class Recorder implements WorkspaceProvider {
  readonly calls: string[] = [];
  constructor(
    readonly isolation: 'bubblewrap' | 'container',
    private readonly ids: readonly string[],
  ) {}
  async open({ id }: WorkspaceRequest): Promise<Workspace> {
    this.calls.push(`open ${id}`);
    return { id } as Workspace;
  }
  async delete(id: string): Promise<void> {
    this.calls.push(`delete ${id}`);
  }
  async list(): Promise<string[]> {
    return [...this.ids];
  }
  async close(): Promise<void> {
    this.calls.push('close');
  }
}

class ContainerCluster extends GreetingCluster {
  readonly nodeContainers = ['one-control-plane'];
}

describe('WorkspacesByCluster', () => {
  it('asks the kind that goes with the cluster, and both where nobody can know', async () => {
    const hosted = new Recorder('bubblewrap', ['one', 'two']);
    const containers = new Recorder('container', ['two', 'three']);
    const workspaces = new WorkspacesByCluster(hosted, containers);
    const request = { id: 'one', hostname: 'workstation', connect: new GreetingCluster() };
    await workspaces.open(request);
    await workspaces.open({ ...request, id: 'two', connect: new ContainerCluster() });
    await workspaces.delete('two');
    await workspaces.close();
    expect(workspaces.isolation).toBe('bubblewrap');
    expect(await workspaces.list()).toEqual(['one', 'two', 'three']);
    expect(hosted.calls).toEqual(['open one', 'delete two', 'close']);
    expect(containers.calls).toEqual(['open two', 'delete two', 'close']);
  });
});
