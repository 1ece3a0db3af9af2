import type { NodeUnit, UnitState } from './node-unit.js';
import { systemdAgo, systemdTimestamp } from './systemd-time.js';

/** What `systemctl status` says of a unit, its journal left out. */
export function unitStatus({ definition, state }: NodeUnit, now: Date): string {
  const { name, description, documentation, files, commandLine, tasks, memory } = definition;
  const [[path = ''] = [], ...dropIns] = files;
  const folder = dropIns[0]?.[0].replace(/\/[^/]*$/, '');
  const names = dropIns.map(([dropIn]) => dropIn.slice(dropIn.lastIndexOf('/') + 1));
  const dot = { active: '●', inactive: '○', 'auto-restart': '●' }[state.kind];
  const lines: (readonly [label: string, text: string])[] = [
    ['Loaded', `loaded (${path}; enabled; preset: enabled)`],
    ...(folder === undefined ? [] : [['Drop-In', folder] as const]),
    ...names.map((dropIn) => ['', `└─${dropIn}`] as const),
    [
      'Active',
      `${activity(state)} since ${systemdTimestamp(state.since)}; ${systemdAgo(state.since, now)}`,
    ],
    ['Docs', documentation],
    ...mainProcess(state, commandLine),
    ...(state.kind === 'active'
      ? ([
          ['Tasks', `${tasks} (limit: 2306)`],
          ['Memory', memory],
          ['CGroup', `/system.slice/${name}`],
          ['', `└─${state.pid} ${commandLine}`],
        ] as const)
      : []),
  ];
  const text = lines.map(([label, value]) => {
    return label === '' ? `${' '.repeat(13)}${value}\n` : `${label.padStart(11)}: ${value}\n`;
  });
  return `${dot} ${name} - ${description}\n${text.join('')}`;
}

function activity(state: UnitState): string {
  if (state.kind === 'active') return 'active (running)';
  if (state.kind === 'inactive') return 'inactive (dead)';
  return 'activating (auto-restart) (Result: exit-code)';
}

function mainProcess(state: UnitState, commandLine: string): (readonly [string, string])[] {
  const [path = ''] = commandLine.split(' ');
  const program = path.slice(path.lastIndexOf('/') + 1);
  switch (state.kind) {
    case 'active':
      return [['Main PID', `${state.pid} (${program})`]];
    case 'inactive':
      return [['Main PID', `${state.lastPid} (code=exited, status=0/SUCCESS)`]];
    case 'auto-restart': {
      const end = `(code=exited, status=${state.exitCode}/FAILURE)`;
      return [
        ['Process', `${state.lastPid} ExecStart=${commandLine} ${end}`],
        ['Main PID', `${state.lastPid} ${end}`],
      ];
    }
  }
}
