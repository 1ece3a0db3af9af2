/**
 * The rules of ARCHITECTURE.md, checked by a machine. Each comment names the remedy.
 * Level 0 libraries are pure; level 1 are engines and ports; level 2 are adapters.
 */
const level0 =
  '^libs/(errors|kube-objects|kube-schema|kube-patch|lab-spec|terminal-protocol|rbac|pod-security|network-policy|lab-import|certificates)/';
const level1 =
  '^libs/(cluster|kube-controllers|kubelet-simulator|grading|terminal|lab-loader|lab-runner)/';
const level2 = '^libs/(kube-apiserver|cluster-embedded|cluster-kind|workspace|toolbox-workspace)/';

export default {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Two files that need each other are one concept, or hide a third: extract it.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'libs-know-no-app',
      comment: 'Move what the library needs into a library, or pass it in as a value.',
      severity: 'error',
      from: { path: '^libs/' },
      to: { path: '^apps/' },
    },
    {
      name: 'apps-know-no-other-app',
      comment: 'Move what both need into a library.',
      severity: 'error',
      from: { path: '^apps/([^/]+)/' },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'level-0-is-pure',
      comment: 'A pure library imports pure libraries only: pass the effect in as a function.',
      severity: 'error',
      from: { path: level0, pathNot: '\\.spec\\.ts$' },
      to: { path: `${level1}|${level2}` },
    },
    {
      name: 'level-0-has-no-node',
      comment: 'A pure library runs in a browser too: take bytes or text, not files or sockets.',
      severity: 'error',
      from: { path: level0, pathNot: '(\\.spec\\.ts$|/testing/)' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'level-1-knows-no-adapter',
      comment: 'Depend on the port; the application chooses the adapter.',
      severity: 'error',
      from: { path: level1, pathNot: '\\.spec\\.ts$' },
      to: { path: level2 },
    },
    {
      name: 'web-is-pure',
      comment: 'The web app uses level 0 libraries and its generated API client.',
      severity: 'error',
      from: { path: '^apps/web/' },
      to: { path: `${level1}|${level2}` },
    },
    {
      name: 'nest-in-api-only',
      comment: 'Libraries are plain functions and classes; wire them in apps/api.',
      severity: 'error',
      from: { pathNot: '^(apps/api|test)/' },
      to: { path: 'node_modules/@nestjs/' },
    },
    {
      name: 'processes-in-workspace-only',
      comment:
        'External processes start in the workspace library, where they are confined and reaped; ' +
        'more of this very program in proof-process.ts.',
      severity: 'error',
      from: {
        path: '^(libs|apps)/',
        pathNot:
          '(^libs/workspace/|^apps/cli/src/proving/proof-process\\.ts$|\\.spec\\.ts$|/testing/)',
      },
      to: { path: '^(node:)?child_process$', dependencyTypes: ['core'] },
    },
    {
      name: 'execa-in-command-runner-only',
      comment:
        'Ask a CommandRunner: it limits, redacts and ends what it runs, and can be scripted.',
      severity: 'error',
      from: { pathNot: '^libs/cluster-kind/src/execa-command-runner\\.ts$' },
      to: { path: 'node_modules/execa/' },
    },
    {
      name: 'prisma-in-repositories-only',
      comment: 'Ask a repository; only repositories and the database folder speak Prisma.',
      severity: 'error',
      from: {
        path: '^apps/api/',
        pathNot: '(\\.repository\\.ts$|^apps/api/src/database/|\\.spec\\.ts$)',
      },
      to: { path: '(^apps/api/src/database/generated/|node_modules/@prisma/)' },
    },
    {
      name: 'testing-stays-in-tests',
      comment: 'Fakes and suites are for tests (and the CLI `lab test`): inject a real adapter.',
      severity: 'error',
      from: { path: '^(libs|apps)/', pathNot: '(\\.spec\\.ts$|/testing/)' },
      to: { path: '/testing/' },
    },
    {
      name: 'no-drawer-names',
      comment: 'Name the file after the one concept in it.',
      severity: 'error',
      from: {},
      to: { path: '^(libs|apps)/.*/(common|utils?|helpers?|misc|shared|managers?)(/|\\.ts$)' },
    },
    {
      name: 'not-to-unresolvable',
      comment: 'Add the package to the package.json of the workspace that imports it.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(/dist/|/generated/)' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['@drillyard/source', 'import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.json'],
    },
  },
};
