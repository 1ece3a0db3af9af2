import type { UnitDefinition } from './node-unit.js';

const kubeletFile = `[Unit]
Description=kubelet: The Kubernetes Node Agent
Documentation=https://kubernetes.io/docs/
Wants=network-online.target
After=network-online.target

[Service]
ExecStart=/usr/bin/kubelet
Restart=always
StartLimitInterval=0
RestartSec=10

[Install]
WantedBy=multi-user.target
`;

const kubeadmDropIn = `# Note: This dropin only works with kubeadm and kubelet v1.11+
[Service]
Environment="KUBELET_KUBECONFIG_ARGS=--bootstrap-kubeconfig=/etc/kubernetes/bootstrap-kubelet.conf --kubeconfig=/etc/kubernetes/kubelet.conf"
Environment="KUBELET_CONFIG_ARGS=--config=/var/lib/kubelet/config.yaml"
# "kubeadm init" and "kubeadm join" write this file as they run, which fills KUBELET_KUBEADM_ARGS
EnvironmentFile=-/var/lib/kubelet/kubeadm-flags.env
# The last resort for flags of one's own, in KUBELET_EXTRA_ARGS
EnvironmentFile=-/etc/default/kubelet
ExecStart=
ExecStart=/usr/bin/kubelet $KUBELET_KUBECONFIG_ARGS $KUBELET_CONFIG_ARGS $KUBELET_KUBEADM_ARGS $KUBELET_EXTRA_ARGS
`;

const containerdFile = `[Unit]
Description=containerd container runtime
Documentation=https://containerd.io
After=network.target dbus.service

[Service]
ExecStartPre=-/sbin/modprobe overlay
ExecStart=/usr/bin/containerd
Type=notify
Delegate=yes
KillMode=process
Restart=always
RestartSec=5
LimitNPROC=infinity
LimitCORE=infinity
TasksMax=infinity
OOMScoreAdjust=-999

[Install]
WantedBy=multi-user.target
`;

/** As the packages of kubeadm and the kubelet install it. */
export const kubeletDefinition: UnitDefinition = {
  name: 'kubelet.service',
  description: 'kubelet: The Kubernetes Node Agent',
  documentation: 'https://kubernetes.io/docs/',
  files: [
    ['/usr/lib/systemd/system/kubelet.service', kubeletFile],
    ['/usr/lib/systemd/system/kubelet.service.d/10-kubeadm.conf', kubeadmDropIn],
  ],
  commandLine:
    '/usr/bin/kubelet --bootstrap-kubeconfig=/etc/kubernetes/bootstrap-kubelet.conf --kubeconfig=/etc/kubernetes/kubelet.conf --config=/var/lib/kubelet/config.yaml',
  tasks: 12,
  memory: '42.3M',
};

export const containerdDefinition: UnitDefinition = {
  name: 'containerd.service',
  description: 'containerd container runtime',
  documentation: 'https://containerd.io',
  files: [['/usr/lib/systemd/system/containerd.service', containerdFile]],
  commandLine: '/usr/bin/containerd',
  tasks: 61,
  memory: '118.6M',
};
