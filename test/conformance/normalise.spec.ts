import { describe, expect, it } from 'vitest';
import { normaliseOutput } from './normalise.js';

function normalise(stdout: string, source = ''): string {
  const context = { server: '127.0.0.1:6443', folder: '/tmp/conformance-x', source };
  return normaliseOutput({ stdout, stderr: '', exitCode: 0 }, context).stdout;
}

describe('normaliseOutput', () => {
  it.each([
    ['uid: 3f0c0d5e-1c6b-4c0e-9d53-0d3a7e0b6c11', 'uid: <uid>'],
    ['resourceVersion: "41"', 'resourceVersion: "<version>"'],
    ['"resourceVersion":"41"', '"resourceVersion":"<version>"'],
    ['{\\"resourceVersion\\":\\"41\\"}', '{\\"resourceVersion\\":\\"<version>\\"}'],
    ['"resourceVersion": "0"', '"resourceVersion": "0"'],
    ['at 2026-01-02T03:04:05Z', 'at <time>'],
    ['at 2026-01-02T03:04:05.123456Z', 'at <micro time>'],
    ['notAfter=Jan  2 03:04:05 2027 GMT', 'notAfter=<date>'],
    ['Start Time:  Fri, 02 Jan 2026 03:04:05 +0000', 'Start Time:  <date>'],
    ['pod/web-5d4f8c7c9-x2zvn', 'pod/web-5d4f8c7c9-<rand>'],
    ['pod/web-front', 'pod/web-front'],
    ['clusterIP: 10.96.12.3', 'clusterIP: <ip>'],
    ['80:30123/TCP', '80:<node port>/TCP'],
    ['dial tcp 127.0.0.1:6443: refused', 'dial tcp <server>: refused'],
    ['open /tmp/conformance-x/role.yaml', 'open role.yaml'],
    ['"exp":1767323045', '"exp":<unix time>'],
    ['-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----', '<pem CERTIFICATE>'],
    ['pod "web" deleted from apps namespace', 'pod "web" deleted'],
  ])('%s', (text, expected) => {
    expect(normalise(text)).toBe(expected);
  });

  it('keeps what the suite itself says', () => {
    expect(normalise('cidr: 10.0.0.0/8, ip: 10.0.0.7', 'cidr: 10.0.0.0/8')).toBe(
      'cidr: 10.0.0.0/8, ip: <ip>',
    );
  });

  it('lays tables out anew, so that no age moves the columns after it', () => {
    const young = 'NAME   AGE   LABELS\nweb    5s    a=b\n';
    const old = 'NAME   AGE     LABELS\nweb    3h12m   a=b\n';
    expect(normalise(young)).toBe('NAME   AGE     LABELS\nweb    <age>   a=b\n');
    expect(normalise(old)).toBe(normalise(young));
  });

  it('reads the rows of a watch, each aligned by itself', () => {
    expect(normalise('NAME   AGE\nlonger-name   0s\n')).toBe(
      'NAME          AGE\nlonger-name   <age>\n',
    );
  });

  it('lays tables out anew whatever is volatile in their cells', () => {
    const short = 'NAME   IP         PORT\nweb    10.0.0.1   80\n';
    const long = 'NAME   IP              PORT\nweb    10.100.200.30   80\n';
    expect(normalise(short)).toBe('NAME   IP     PORT\nweb    <ip>   80\n');
    expect(normalise(long)).toBe(normalise(short));
  });

  it('leaves other columns alone', () => {
    expect(normalise('Name:  a\nData:  1\n')).toBe('Name:  a\nData:  1\n');
  });

  it('sorts headers and drops what belongs to the connection', () => {
    const answer = 'HTTP/1.1 200 OK\r\nX-B: 1\r\nDate: today\r\nA-C: 2\r\n\r\nX-Body: 3\r\n';
    expect(normalise(answer)).toBe('HTTP/1.1 200 OK\na-c: 2\nx-b: 1\n\nX-Body: 3\n');
  });
});
