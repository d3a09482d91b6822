import { z } from "zod";
import { marks } from "../../monitors/model/configuration/fields";
import { configuration, PROJECT } from "../../monitors/model/configuration/table";

/**
 * The JSON Schema of `Pulumi.<env>.yaml`, by which an editor completes and explains its keys. It says less than `npm run plan`: what a
 * form cannot say, such as two keys that must differ, is left to that.
 */
export const stackSchema = (): object =>
  z.toJSONSchema(
    z.looseObject({
      config: z.looseObject(
        Object.fromEntries(Object.entries(configuration.shape).map(([key, each]) => [`${PROJECT}:${key}`, each])),
      ),
    }),
    {
      io: "input",
      unrepresentable: "any",
      override: ({ zodSchema, jsonSchema }) => {
        if (marks.get(zodSchema)?.secret !== undefined)
          Object.assign(jsonSchema, {
            type: "object",
            properties: { secure: { type: "string" } },
            required: ["secure"],
            additionalProperties: false,
          });
      },
    },
  );
