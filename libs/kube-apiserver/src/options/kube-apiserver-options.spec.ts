import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { createClusterPki } from '../pki/cluster-pki.js';
import { FileError } from './component-files.js';
import { loadKubeApiserverOptions } from './kube-apiserver-options.js';

const now = new Date('2026-03-01T12:00:00Z');
const pki = await createClusterPki({ nodeName: 'node', advertiseAddress: '192.0.2.10', now });
const dir = '/etc/kubernetes/pki';
const rsaKey = execFileSync('openssl', ['genrsa', '2048'], { stdio: ['ignore', 'pipe', 'ignore'] });

/** The files a test needs besides those of the cluster. */
const extra: Readonly<Record<string, string>> = {
  '/bad.crt': 'not a cert\n',
  '/bad.csv': 'bad,csv',
  '/tokens.csv': 's3cret,robot,7,"a,b"\n',
  '/rsa.key': rsaKey.toString(),
  '/policy.jsonl': '{"user":"jane","resource":"pods","readonly":true}\n',
  '/bad.jsonl': '# nothing\n{\n',
  '/authorization.yaml': `apiVersion: apiserver.config.k8s.io/v1
kind: AuthorizationConfiguration
authorizers: [{ type: Node, name: node }, { type: RBAC, name: rbac }]
`,
  '/bad-authorization.yaml': `apiVersion: apiserver.config.k8s.io/v1
kind: AuthorizationConfiguration
authorizers: [{ type: RBAC, name: me }]
`,
};

const files = {
  read(path: string): string {
    const text = pki.files.get(path) ?? extra[path];
    if (text === undefined) throw new FileError('open', path, 'no such file or directory');
    return text;
  },
};

const kubeadm: readonly string[] = [
  '--authorization-mode=Node,RBAC',
  `--client-ca-file=${dir}/ca.crt`,
  '--enable-admission-plugins=NodeRestriction',
  '--enable-bootstrap-token-auth=true',
  '--etcd-servers=https://127.0.0.1:2379',
  `--requestheader-client-ca-file=${dir}/front-proxy-ca.crt`,
  '--requestheader-username-headers=X-Remote-User',
  '--secure-port=6443',
  '--service-account-issuer=https://kubernetes.default.svc.cluster.local',
  `--service-account-key-file=${dir}/sa.pub`,
  `--service-account-signing-key-file=${dir}/sa.key`,
  `--tls-cert-file=${dir}/apiserver.crt`,
  `--tls-private-key-file=${dir}/apiserver.key`,
];

/** kubeadm's flags with those of the same names taken out for others. */
function load(...flags: string[]) {
  const names = flags.map((flag) => flag.split('=')[0]);
  const kept = kubeadm.filter((flag) => !names.includes(flag.split('=')[0]));
  return loadKubeApiserverOptions([...kept, ...flags], files);
}

/** The same without the flags that name authorizers one by one. */
function loadWithoutModes(...flags: string[]) {
  const others = kubeadm.filter((flag) => !flag.startsWith('--authorization-mode'));
  return loadKubeApiserverOptions([...others, ...flags], files);
}

describe('loadKubeApiserverOptions', () => {
  it('takes the authorizers out of a file, or from flags, not from both', async () => {
    const file = '--authorization-config=/authorization.yaml';
    const { authorization, authentication, dynamicFiles } = await loadWithoutModes(file);
    expect(authorization.configuration?.value.map(({ type }) => type)).toEqual(['Node', 'RBAC']);
    expect(dynamicFiles).toContain(authorization.configuration);
    expect(authentication.anonymous).toBe(true);
    await expect(load(file)).rejects.toThrow(
      '--authorization-config can not be specified when --authorization-mode or --authorization-webhook-* flags are defined',
    );
    await expect(
      loadWithoutModes('--authorization-config=/bad-authorization.yaml'),
    ).rejects.toThrow('expected name rbac for authorizer RBAC instead of me');
  });

  it('reads what kubeadm writes', async () => {
    const options = await load();
    expect(options.serving.port).toBe(6443);
    expect(options.authorization.modes).toEqual(['Node', 'RBAC']);
    expect(options.authentication.anonymous).toBe(true);
    expect(options.authentication.bootstrapTokens).toBe(true);
    expect(options.authentication.clientAuthorities()).toHaveLength(1);
    expect(options.authentication.requestHeader?.usernameHeaders).toEqual(['x-remote-user']);
    expect(options.authentication.apiAudiences).toEqual(options.authentication.issuers);
    expect(options.admissionPlugins.has('NodeRestriction')).toBe(true);
    expect(options.admissionPlugins.has('AlwaysPullImages')).toBe(false);
    expect(options.dynamicFiles).toHaveLength(3);
  });

  it('takes flags in all the ways they are written', async () => {
    const { flags } = await load('--v', '2', '--profiling', '--event-ttl', '1h30m', '-v=4', '--');
    expect(flags.number('event-ttl', 0)).toBe(5_400_000);
    expect(flags.number('v', 0)).toBe(4);
    expect(flags.bool('profiling', false)).toBe(true);
    expect((await load('--max_requests_inflight=7')).flags.number('max-requests-inflight', 0)).toBe(
      7,
    );
  });

  it.each(['api/v1', 'api/all=true', 'batch/v1=false'])(
    'takes --runtime-config=%s',
    async (config) => {
      expect((await load(`--runtime-config=${config}`)).warnings).toEqual([]);
    },
  );

  it('allows nobody to be anonymous where everything is allowed', async () => {
    const { authentication, warnings } = await load('--authorization-mode=AlwaysAllow');
    expect(authentication.anonymous).toBe(false);
    expect(warnings[0]).toMatch(/^AnonymousAuth is not allowed with the AlwaysAllow authorizer/);
  });

  it('reads the files of tokens and policies', async () => {
    const { authentication, authorization } = await load(
      '--token-auth-file=/tokens.csv',
      '--authorization-mode=ABAC',
      '--authorization-policy-file=/policy.jsonl',
    );
    expect(authentication.staticTokens.get('s3cret')?.name).toBe('robot');
    expect(authorization.abacPolicies).toHaveLength(1);
  });

  // What a real kube-apiserver 1.36 printed.
  it.each([
    ['--nosuch=1', 'unknown flag: --nosuch'],
    ['--insecure-port=8080', 'unknown flag: --insecure-port'],
    ['-x', "unknown shorthand flag: 'x' in -x"],
    ['foo', '"kube-apiserver" does not take any arguments, got ["foo"]'],
    [
      '--secure-port=abc',
      'invalid argument "abc" for "--secure-port" flag: strconv.ParseInt: parsing "abc": invalid syntax',
    ],
    [
      '--anonymous-auth=maybe',
      'invalid argument "maybe" for "--anonymous-auth" flag: strconv.ParseBool: parsing "maybe": invalid syntax',
    ],
    [
      '--event-ttl=foo',
      'invalid argument "foo" for "--event-ttl" flag: time: invalid duration "foo"',
    ],
    ['--authorization-mode=Foo', 'authorization-mode "Foo" is not a valid mode'],
    ['--authorization-mode=ABAC', "authorization-mode ABAC's authorization policy file not passed"],
    [
      '--authorization-policy-file=/p',
      'cannot specify --authorization-policy-file without mode ABAC',
    ],
    [
      '--authorization-mode=Webhook',
      "authorization-mode Webhook's authorization config file not passed",
    ],
    [
      '--authorization-mode=RBAC,RBAC',
      'authorization-mode ["RBAC" "RBAC"] has mode specified more than once',
    ],
    ['--token-auth-file=/nope', 'open /nope: no such file or directory'],
    [
      '--token-auth-file=/bad.csv',
      "token file '/bad.csv' must have at least 3 columns (token, user name, user uid), found 2",
    ],
    ['--client-ca-file=/nope', 'open /nope: no such file or directory'],
    [
      '--client-ca-file=/bad.crt',
      'error loading CA bundle for "client-ca-bundle::/bad.crt": data does not contain any valid RSA or ECDSA certificates',
    ],
    ['--tls-cert-file=/nope', 'open /nope: no such file or directory'],
    ['--tls-cert-file=/bad.crt', 'tls: failed to find any PEM data in certificate input'],
    ['--tls-private-key-file=/rsa.key', 'tls: private key type does not match public key type'],
    [`--tls-private-key-file=${dir}/ca.key`, 'tls: private key does not match public key'],
    [
      '--secure-port=0',
      '--secure-port 0 must be between 1 and 65535, inclusive. It cannot be turned off with 0',
    ],
    ['--service-account-key-file=/nope', 'open /nope: no such file or directory'],
    [
      '--service-account-key-file=/bad.crt',
      'error reading public key file /bad.crt: data does not contain any valid RSA or ECDSA public keys',
    ],
    [
      '--service-account-signing-key-file=/nope',
      'failed to parse service-account-issuer-key-file: open /nope: no such file or directory',
    ],
    [
      '--service-account-signing-key-file=/bad.crt',
      'failed to parse service-account-issuer-key-file: error reading private key file /bad.crt: data does not contain a valid RSA or ECDSA private key',
    ],
    ['--service-account-issuer=', 'service-account-issuer should not be an empty string'],
    ['--enable-admission-plugins=Foo', 'enable-admission-plugins plugin "Foo" is unknown'],
    [
      '--disable-admission-plugins=NodeRestriction',
      '[NodeRestriction] in enable-admission-plugins and disable-admission-plugins overlapped',
    ],
    ['--requestheader-client-ca-file=/nope', 'open /nope: no such file or directory'],
    ['--service-cluster-ip-range=foo', 'service-cluster-ip-range[0] is not a valid cidr'],
    ['--feature-gates=Foo=true', 'unrecognized feature gate: Foo'],
    ['--feature-gates=Foo', 'missing bool value for Foo'],
    ['--runtime-config=foo/v1=true', 'unknown api groups foo/v1'],
    ['--tls-min-version=VersionTLS14', 'unknown tls version "VersionTLS14"'],
    ['--tls-cipher-suites=FOO', "Cipher suite FOO not supported or doesn't exist"],
    ['--etcd-cafile=/nope', 'open /nope: no such file or directory'],
    ['--authentication-token-webhook-config-file=/nope', 'stat /nope: no such file or directory'],
    ['--goaway-chance=3', '--goaway-chance can not be less than 0 or greater than 0.02'],
    ['--min-request-timeout=-1', '--min-request-timeout can not be negative value'],
    [
      '--service-account-max-token-expiration=1m',
      'the service-account-max-token-expiration must be between 1 hour and 2^32 seconds',
    ],
  ])('says of %s what upstream does', async (flag, message) => {
    await expect(load(flag)).rejects.toHaveProperty('message', message);
  });

  it.each([
    ['/nope', 'open /nope: no such file or directory'],
    ['/bad.jsonl', 'error reading policy file /bad.jsonl, line 2: {: '],
  ])('says what is wrong with the policy file %s', async (path, message) => {
    const loading = load('--authorization-mode=ABAC', `--authorization-policy-file=${path}`);
    await expect(loading).rejects.toThrow(`invalid authorization config: ${message}`);
  });
});
