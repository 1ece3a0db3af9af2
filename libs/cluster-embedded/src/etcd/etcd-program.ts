import { CertificateError, parseCertificateBundle } from '@drillyard/certificates';
import { checkKeyPair, FileError, StartError } from '@drillyard/kube-apiserver';
import { type Invocation, type Program, ProgramExit } from '../node/program.js';
import type { EtcdListener, EtcdPlace } from './etcd-listener.js';

/**
 * `etcd`, as far as its clients notice: the objects are in the API server's own storage, and what
 * is left is who may speak to whom. Starts and fails in the words of etcd's own log.
 */
export function etcdProgram(place: EtcdPlace, now: () => Date): Program {
  return async (invocation) => {
    const log = (level: string, caller: string, msg: string, fields: object) =>
      invocation.log(JSON.stringify({ level, ts: timestamp(now()), caller, msg, ...fields }));
    let listener: EtcdListener;
    try {
      listener = readListener(invocation, (message, fields) =>
        log('warn', 'embed/config_logging.go:177', message, fields),
      );
    } catch (error) {
      if (!isMistake(error)) throw error;
      const { message } = error;
      log('error', 'embed/serve.go:143', 'registerGateway failed', { error: message });
      log('fatal', 'etcdmain/etcd.go:219', 'listener failed', { error: message });
      throw new ProgramExit(message);
    }
    log('info', 'embed/serve.go:125', 'ready to serve client requests', {});
    place.set(listener);
    return { reload: () => undefined, stop: async () => place.set(undefined) };
  };
}

function readListener({ args, files }: Invocation, warn: EtcdListener['warn']): EtcdListener {
  const flags = new Map(args.map(readFlag));
  const urls = (flags.get('listen-client-urls') ?? 'http://localhost:2379').split(',');
  const addresses = urls.map((url) => url.replace(/^https?:\/\//, ''));
  if (!urls.some((url) => url.startsWith('https://'))) {
    return { addresses, warn, certificate: undefined, clientAuthorities: undefined };
  }
  const read = (flag: string) => files.read(flags.get(flag) ?? '');
  const { cert } = checkKeyPair(read('cert-file'), read('key-file'));
  // Nobody joins an etcd of one member; it holds its peers' files to be in order all the same.
  if (flags.has('peer-cert-file')) checkKeyPair(read('peer-cert-file'), read('peer-key-file'));
  if (flags.has('peer-trusted-ca-file')) parseCertificateBundle(read('peer-trusted-ca-file'));
  const trusted = flags.has('trusted-ca-file')
    ? parseCertificateBundle(read('trusted-ca-file'))
    : [];
  const asksClients = flags.get('client-cert-auth') === 'true' || trusted.length > 0;
  const clientAuthorities = asksClients ? trusted : undefined;
  return { addresses, warn, certificate: cert, clientAuthorities };
}

/** `--name=value`; `--name` alone says true. */
function readFlag(arg: string): [name: string, value: string] {
  const [name = '', ...value] = arg.replace(/^--?/, '').split('=');
  return [name, value.length === 0 ? 'true' : value.join('=')];
}

function isMistake(error: unknown): error is Error {
  return (
    error instanceof FileError || error instanceof StartError || error instanceof CertificateError
  );
}

/** As zap writes it, in microseconds. */
function timestamp(at: Date): string {
  return at.toISOString().replace('Z', '000Z');
}
