import { z } from 'zod';
import type { EngineInfo, EngineName } from './engine.js';
import { parseOutput } from './tool-output.js';

/** `docker info --format '{{json .}}'` as far as it is used (moby `api/types/system.Info`). */
const dockerInfo = z.object({
  ServerVersion: z.string(),
  SecurityOptions: z.array(z.string()).nullish(),
  CgroupVersion: z.string().default('1'),
  NCPU: z.number(),
  MemTotal: z.number(),
});

/** `podman info --format '{{json .}}'` as far as it is used (podman `libpod/define.Info`). */
const podmanInfo = z.object({
  host: z.object({
    cpus: z.number(),
    memTotal: z.number(),
    cgroupVersion: z.string(),
    security: z.object({ rootless: z.boolean() }),
  }),
  version: z.object({ Version: z.string() }),
});

/** @throws OperationalError TOOL_OUTPUT_UNREADABLE */
export function parseEngineInfo(name: EngineName, text: string): EngineInfo {
  if (name === 'podman') {
    const { host, version } = parseOutput(text, podmanInfo, 'podman info');
    return {
      name,
      version: version.Version,
      rootless: host.security.rootless,
      cgroupVersion: host.cgroupVersion.replace(/^v/, ''),
      cpus: host.cpus,
      memoryBytes: host.memTotal,
    };
  }
  const info = parseOutput(text, dockerInfo, 'docker info');
  return {
    name,
    version: info.ServerVersion,
    // Each is a list such as `name=seccomp,profile=default`.
    rootless: (info.SecurityOptions ?? []).some((option) =>
      option.split(',').includes('name=rootless'),
    ),
    cgroupVersion: info.CgroupVersion,
    cpus: info.NCPU,
    memoryBytes: info.MemTotal,
  };
}
