/** The words of `--help`: a line for each command and option. */
type Texts<Names extends string> = Readonly<Record<Names, string>>;

export interface HelpWords {
  /** What Carnival is. */
  readonly carnival: string;
  readonly title: Texts<'usage' | 'arguments' | 'options' | 'commands'>;
  readonly help: string;
  readonly helpOf: string;
  /** Before what an option takes, and before what it is without it. */
  readonly choices: string;
  readonly default: string;
  readonly command: Texts<
    | 'rehearse'
    | 'gate'
    | 'try'
    | 'forecast'
    | 'shop'
    | 'boundary'
    | 'init'
    | 'judge'
    | 'report'
    | 'dashboards'
    | 'pack'
    | 'compare'
    | 'audit'
    | 'doctor'
  >;
  readonly option: Texts<
    | 'baseline'
    | 'saveBaseline'
    | 'ab'
    | 'abTarget'
    | 'abHead'
    | 'blocks'
    | 'tolerance'
    | 'onInconclusive'
    | 'otherMachine'
    | 'jsonFile'
    | 'json'
    | 'planOfTry'
    | 'targetOfTry'
    | 'ca'
    | 'behaviour'
    | 'verbose'
    | 'costs'
    | 'paceOfShop'
    | 'region'
    | 'data'
    | 'shopPort'
    | 'listen'
    | 'to'
    | 'name'
    | 'control'
    | 'cert'
    | 'key'
    | 'caOfDependency'
    | 'openapi'
    | 'targetOfInit'
    | 'noGrafana'
    | 'prometheusPortShown'
    | 'grafanaPort'
    | 'output'
    | 'html'
    | 'orders'
    | 'runOnly'
    | 'auditWay'
    | 'plan'
    | 'scale'
    | 'speed'
    | 'seed'
    | 'only'
    | 'noDrills'
    | 'shop'
    | 'pace'
    | 'lang'
    | 'explain'
    | 'misbehave'
    | 'target'
    | 'caOfTarget'
    | 'runs'
    | 'audit'
    | 'web'
    | 'keepBooks'
    | 'scenario'
    | 'prometheusPort'
  >;
  readonly fault: (kinds: string) => string;
  readonly misbehaves: string;
  readonly needs: (about: string, what: string) => string;
}
