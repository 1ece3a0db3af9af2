import { arch } from 'node:process';
import { findTool } from '../tool-paths.js';

/**
 * A program that listens, hands the listening socket to its parent over Node's channel and ends. A
 * socket belongs to the network it was made in, so what the parent accepts from it are connections
 * of that network; nothing has to forward them. The opener must exit at once: as long as it lives
 * it listens too, and takes connections that nobody answers.
 */
export type ListenerOpener = (host: string, port: number) => string[];

const nodeSource = `
const [host, port] = process.argv.slice(1);
const server = require('node:net').createServer();
server.on('error', (error) => { console.error(error.message); process.exit(1); });
server.listen(Number(port), host, () => process.send('listening', server, () => process.exit()));
`;

export const nodeOpener: ListenerOpener = (host, port) => [
  ...[process.execPath, '-e', nodeSource],
  ...[host, String(port)],
];

/** Of sendmsg(2), on the machines whose `struct msghdr` is as below (64 bits, little endian). */
const sendmsgNumber: Partial<Record<NodeJS.Architecture, number>> = { x64: 46, arm64: 211 };

/**
 * Says what a Node says here (`NODE_HANDLE` of its lib/internal/child_process.js) and hands over the
 * socket by SCM_RIGHTS (unix(7)). AF_INET is 2, SOCK_STREAM 1, SOL_SOCKET 1, SO_REUSEADDR 2. The
 * parent confirms before this process ends.
 */
const perlSource = String.raw`
my ($number, $host, $port) = @ARGV;
my $channel = $ENV{NODE_CHANNEL_FD} + 0;
my ($listener, $input);
$host =~ /^\d+(\.\d+){3}$/ or die "$host is no IPv4 address\n";
socket($listener, 2, 1, 0) && setsockopt($listener, 1, 2, 1)
  && bind($listener, pack('S n C4 x8', 2, $port, split /\./, $host)) && listen($listener, 511)
  or die "listen: $!\n";
my $text = qq({"cmd":"NODE_HANDLE","type":"net.Server","msg":"listening"}\n);
my $rights = pack('Q i i i x4', 20, 1, 1, fileno $listener);
my $vector = pack('P Q', $text, length $text);
my $message = pack('Q L x4 P Q P Q i x4', 0, 0, $vector, 1, $rights, length $rights, 0);
syscall($number + 0, $channel, $message, 0) == length $text or die "sendmsg: $!\n";
open($input, '<&=', $channel) && sysread($input, my $confirmation, 256);
`;

/** The same in a tenth of the time, where the host has a Perl, as every Debian and Ubuntu does. */
export const perlOpener = ((): ListenerOpener | undefined => {
  const perl = findTool('perl');
  const number = sendmsgNumber[arch];
  if (perl === undefined || number === undefined) return undefined;
  return (host, port) => [perl, '-e', perlSource, String(number), host, String(port)];
})();

/** Those of this host, the best one first. */
export const listenerOpeners: readonly ListenerOpener[] =
  perlOpener === undefined ? [nodeOpener] : [perlOpener, nodeOpener];
