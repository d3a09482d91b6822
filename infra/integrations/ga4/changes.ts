import type { CustomDimension, KeyEvent, Property } from "./property";

/** What a property has already; names are Google's: `properties/1/keyEvents/2`. */
export interface Present {
  readonly keyEvents: readonly (KeyEvent & { readonly name: string })[];
  readonly customDimensions: readonly (Omit<CustomDimension, "scope"> & {
    readonly scope: string;
    readonly name: string;
  })[];
}

export type Change =
  | { readonly change: "create key event"; readonly wanted: KeyEvent }
  | { readonly change: "update key event"; readonly name: string; readonly wanted: KeyEvent; readonly was: string }
  | { readonly change: "create custom dimension"; readonly wanted: CustomDimension }
  | {
      readonly change: "update custom dimension";
      readonly name: string;
      readonly wanted: CustomDimension;
      readonly was: string;
    }
  /** What is there and not declared: left alone, for somebody made it. */
  | { readonly change: "left alone"; readonly what: string }
  /** A dimension's scope cannot be changed, and an archived parameter comes back under another scope only by hand. */
  | { readonly change: "by hand"; readonly what: string };

/** What makes of a property what is declared. Nothing is deleted; the same property twice has nothing to change. */
export const changesOf = (wanted: Property, present: Present): readonly Change[] => [
  ...wanted.keyEvents.flatMap((each): readonly Change[] => {
    const found = present.keyEvents.find(({ eventName }) => eventName === each.eventName);
    if (found === undefined) return [{ change: "create key event", wanted: each }];
    return found.countingMethod === each.countingMethod
      ? []
      : [{ change: "update key event", name: found.name, wanted: each, was: found.countingMethod }];
  }),
  ...wanted.customDimensions.flatMap((each): readonly Change[] => {
    const found = present.customDimensions.find(({ parameterName }) => parameterName === each.parameterName);
    if (found === undefined) return [{ change: "create custom dimension", wanted: each }];
    if (found.scope !== each.scope)
      return [
        {
          change: "by hand",
          what: `custom dimension ${each.parameterName} is of the scope ${found.scope}, which Google does not change: archive it`,
        },
      ];
    return found.displayName === each.displayName && found.description === each.description
      ? []
      : [
          {
            change: "update custom dimension",
            name: found.name,
            wanted: each,
            was: `${found.displayName}: ${found.description}`,
          },
        ];
  }),
  ...present.keyEvents
    .filter(({ eventName }) => !wanted.keyEvents.some((each) => each.eventName === eventName))
    .map(({ eventName }): Change => ({ change: "left alone", what: `key event ${eventName}` })),
  ...present.customDimensions
    .filter(({ parameterName }) => !wanted.customDimensions.some((each) => each.parameterName === parameterName))
    .map(({ parameterName }): Change => ({ change: "left alone", what: `custom dimension ${parameterName}` })),
];
