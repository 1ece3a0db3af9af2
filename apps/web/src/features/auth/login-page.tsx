import { Logo } from '../../ui/logo';
import { ThemeButton } from '../../ui/theme-button';
import { LoginForm } from './login-form';
import './login-page.css';

export function LoginPage() {
  return (
    <div className="login">
      <title>Sign in · Drillyard</title>
      <header>
        <Logo />
        <ThemeButton />
      </header>
      <main>
        <p className="label">Kubernetes security, hands on</p>
        <h1>Open the yard</h1>
        <p className="login-lead">
          The server printed a link when it started. Open that link, or paste it here, or only the
          token at its end.
        </p>
        <LoginForm />
        <details>
          <summary>Where do I find the link?</summary>
          <p>
            In the window where the server runs, on a line like this. The token in it works once.
          </p>
          <pre>http://127.0.0.1:4000/?token=…</pre>
          <p>Used already, or out of sight? This prints a new one, on the same machine:</p>
          <pre>npx drillyard login-link</pre>
        </details>
      </main>
    </div>
  );
}
