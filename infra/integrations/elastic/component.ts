import type { ComponentResourceOptions } from "@pulumi/pulumi";
import { DeclaredResources, type DeclaredArgs } from "../../../monitors/declaration/component";
import { elasticConstructors } from "../../../monitors/elastic/component";
import type { ElasticDeclaration } from "../../../monitors/elastic/declaration";

export type LogStoreArgs = DeclaredArgs<ElasticDeclaration>;

/** Where logs are kept a second time: what receives, masks and sorts them, how long each class is kept, and what people search by. */
export class LogStore extends DeclaredResources<ElasticDeclaration> {
  constructor(name: string, args: LogStoreArgs, options?: ComponentResourceOptions) {
    super("LogStore", name, { constructors: elasticConstructors }, args, options);
    this.registerOutputs({});
  }
}
