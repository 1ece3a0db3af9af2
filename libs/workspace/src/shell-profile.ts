/** Where the learner lives inside a sandbox. */
export const learnerHome = '/home/learner';
export const learnerName = 'learner';

/** Who the learner is inside a sandbox, by name. Neither has any right the other has not. */
export interface Account {
  readonly name: string;
  readonly home: string;
}
export const learnerAccount: Account = { name: learnerName, home: learnerHome };
/** On a node of the cluster, whose files are root's. */
export const rootAccount: Account = { name: 'root', home: '/root' };

/** Tools of ours that a sandbox's PATH begins with. */
export const toolFolder = '/opt/drillyard/bin';

export interface ShellEnvironmentOptions {
  readonly home: string;
  /** `learner` where it is left out. */
  readonly name?: string;
  readonly path: readonly string[];
  readonly hostname: string;
  readonly editor: string;
}

/** The whole environment of a learner's process: nothing of the server's leaks into it. */
export function shellEnvironment(options: ShellEnvironmentOptions): Record<string, string> {
  return {
    HOME: options.home,
    USER: options.name ?? learnerName,
    LOGNAME: options.name ?? learnerName,
    SHELL: '/bin/bash',
    PATH: options.path.join(':'),
    TERM: 'xterm-256color',
    COLORTERM: 'truecolor',
    LANG: 'C.UTF-8',
    KUBECONFIG: `${options.home}/.kube/config`,
    EDITOR: options.editor,
    HOSTNAME: options.hostname,
  };
}

/**
 * The start file of the learner's bash. History is written after every command, so that it
 * survives the server; completion is loaded when Tab is first pressed, so that it costs nothing.
 */
export function bashStartFile(hostname: string, userName: string = learnerName): string {
  return `# The learner's own ~/.bashrc is read at the end and has the last word.
shopt -s checkwinsize histappend
HISTFILE=~/.bash_history
HISTSIZE=5000
HISTFILESIZE=5000
HISTCONTROL=ignoredups
PROMPT_COMMAND='history -a'
PS1='\\[\\e[1;32m\\]${userName}@${hostname}\\[\\e[0m\\]:\\[\\e[1;34m\\]\\w\\[\\e[0m\\]\\$ '
alias ls='ls --color=auto' ll='ls -la' grep='grep --color=auto' k=kubectl
_drillyard_kubectl() {
  complete -r kubectl k
  if [ -r /usr/share/bash-completion/bash_completion ]; then
    . /usr/share/bash-completion/bash_completion
  else
    # What kubectl's completion asks of that package, for a line without : and = in a word.
    _get_comp_words_by_ref() { cur=\${COMP_WORDS[COMP_CWORD]} words=("\${COMP_WORDS[@]}") cword=$COMP_CWORD; }
    __ltrim_colon_completions() { :; }
  fi
  . <(kubectl completion bash) && complete -o default -F __start_kubectl k
  return 124
}
complete -F _drillyard_kubectl kubectl k
[ -r ~/.bashrc ] && . ~/.bashrc
`;
}
