import { ComponentResource, type ComponentResourceOptions } from "@pulumi/pulumi";
import type { DeclaredResources, Providers } from "../monitors/declaration/component";
import { components } from "./components";
import type { PartName } from "./parts";
import type { Secrets } from "./providers";
import type { RenderedPart, RenderedStack } from "./render-stack";

export interface MonitoringStackArgs {
  /** What `declareStack` has made of rows, policies and environment. */
  readonly declared: Pick<RenderedStack, "parts">;
  /** A provider of each system that the parts are at: `createProviders`, or one's own. */
  readonly providers: Providers;
  /** The configuration's secrets: `readSecrets`. */
  readonly secrets: Secrets;
}

/**
 * Everything that one environment declares: a component for each part that has something, and in them the engine's resources, which are
 * the plan's list, name by name.
 */
export class MonitoringStack extends ComponentResource {
  /** The component of each part, where it has something. */
  readonly parts: Readonly<Partial<Record<PartName, DeclaredResources>>>;

  constructor(name: string, { declared, providers, secrets }: MonitoringStackArgs, options?: ComponentResourceOptions) {
    super("driplo:monitoring:MonitoringStack", name, {}, options);
    const made: DeclaredResources[] = [];
    const create = <Name extends PartName>({ name: part, declarations }: RenderedPart<Name>): DeclaredResources => {
      const Component = components[part];
      const args = { declarations, providers, secret: secrets, after: [...made] };
      const component = new Component(`${name}.${part}`, args, { parent: this });
      made.push(component);
      return component;
    };
    this.parts = Object.fromEntries(
      declared.parts
        .filter(({ declarations }) => declarations.length > 0)
        .map((part) => [part.name, create(part)] as const),
    );
    this.registerOutputs({});
  }
}
