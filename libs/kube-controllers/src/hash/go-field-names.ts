/**
 * Go's names of JSON fields where they are not just the same with a capital letter, in the types a
 * pod template is made of (k8s.io/api core/v1 and apimachinery meta/v1 `types.go`).
 */
const goNames: Readonly<Record<string, string>> = {
  apiGroup: 'APIGroup',
  apiVersion: 'APIVersion',
  awsElasticBlockStore: 'AWSElasticBlockStore',
  cephfs: 'CephFS',
  chapAuthDiscovery: 'DiscoveryCHAPAuth',
  chapAuthSession: 'SessionCHAPAuth',
  csi: 'CSI',
  diskURI: 'DataDiskURI',
  dnsConfig: 'DNSConfig',
  dnsPolicy: 'DNSPolicy',
  fc: 'FC',
  fsGroup: 'FSGroup',
  fsGroupChangePolicy: 'FSGroupChangePolicy',
  fsType: 'FSType',
  gcePersistentDisk: 'GCEPersistentDisk',
  gid: 'GID',
  gmsaCredentialSpec: 'GMSACredentialSpec',
  gmsaCredentialSpecName: 'GMSACredentialSpecName',
  grpc: 'GRPC',
  httpGet: 'HTTPGet',
  httpHeaders: 'HTTPHeaders',
  ip: 'IP',
  iqn: 'IQN',
  iscsi: 'ISCSI',
  iscsiInterface: 'ISCSIInterface',
  nfs: 'NFS',
  os: 'OS',
  pdName: 'PDName',
  rbd: 'RBD',
  seLinuxChangePolicy: 'SELinuxChangePolicy',
  seLinuxOptions: 'SELinuxOptions',
  serviceAccount: 'DeprecatedServiceAccount',
  sslEnabled: 'SSLEnabled',
  storageos: 'StorageOS',
  tcpSocket: 'TCPSocket',
  tty: 'TTY',
  uid: 'UID',
  wwids: 'WWIDs',
  'v1.GlusterfsVolumeSource.endpoints': 'EndpointsName',
  'v1.PersistentVolumeClaimTemplate.metadata': 'ObjectMeta',
  'v1.PodTemplateSpec.metadata': 'ObjectMeta',
  'v1.RBDVolumeSource.image': 'RBDImage',
  'v1.RBDVolumeSource.monitors': 'CephMonitors',
  'v1.RBDVolumeSource.pool': 'RBDPool',
  'v1.RBDVolumeSource.user': 'RadosUser',
};

export function goFieldName(type: string, field: string): string {
  const special = goNames[`${type}.${field}`] ?? goNames[field];
  return special ?? field.charAt(0).toUpperCase() + field.slice(1);
}
