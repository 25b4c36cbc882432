// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

// Where the steps of a pipeline are drawn: in layers by depth, with few crossings, each step near those that it reads.

const SWEEPS = 8;

/** How large things are, in pixels. */
export const NODE = { width: 164, height: 90, alongGap: 50, acrossGap: 14, bendHeight: 20, margin: 16 };

/**
 * Lays out steps, as the plan has them. Returns `{nodes: Map(id → {x, y}), edges: [{from, to, number, output, label, points}], width, height}`;
 * `points` lead from the right of a step to the left of another.
 */
export function layout(steps) {
  const depths = depthsOf(steps);
  const layers = Array.from({ length: Math.max(-1, ...depths.values()) + 1 }, () => []);
  const nodes = new Map();
  for (const step of steps) add({ id: step.id, depth: depths.get(step.id), height: NODE.height });
  const edges = steps.flatMap((step) => step.inputs.map((input, i) => route(input, step.id, i)));
  order(layers);
  place(layers);
  return measured(nodes, edges, layers);

  function add(node) {
    node.before = [];
    node.after = [];
    nodes.set(node.id, node);
    layers[node.depth].push(node);
    return node;
  }

  function link(a, b) {
    a.after.push(b);
    b.before.push(a);
  }

  /** An edge over several layers gets a bend in each of them, so that it does not run through steps. */
  function route(input, to, number) {
    const via = [nodes.get(input.step)];
    for (let depth = depths.get(input.step) + 1; depth < depths.get(to); depth++) {
      via.push(add({ id: `${input.step}-${to}.${number}@${depth}`, depth, height: NODE.bendHeight, bend: true }));
    }
    via.push(nodes.get(to));
    for (let i = 1; i < via.length; i++) link(via[i - 1], via[i]);
    return { from: input.step, to, number, output: input.output, label: input.label, via };
  }
}

function depthsOf(steps) {
  const depths = new Map();
  for (const step of steps) {
    depths.set(
      step.id,
      step.inputs.reduce((depth, input) => Math.max(depth, depths.get(input.step) + 1), 0),
    );
  }
  return depths;
}

/** Sorts layers by the mean place of neighbours, forth and back. */
function order(layers) {
  const number = () => layers.forEach((layer) => layer.forEach((node, i) => (node.place = i)));
  number();
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    const forth = sweep % 2 === 0;
    for (const layer of forth ? layers : [...layers].reverse()) {
      layer.forEach((node) => (node.mean = meanOf(forth ? node.before : node.after, (each) => each.place, node.place)));
      layer.sort((a, b) => a.mean - b.mean);
      layer.forEach((node, i) => (node.place = i));
    }
  }
}

function meanOf(nodes, of, otherwise) {
  return nodes.length ? nodes.reduce((sum, node) => sum + of(node), 0) / nodes.length : otherwise;
}

/** Moves steps towards the middle of their neighbours as far as their layer lets them. */
function place(layers) {
  for (const layer of layers) pack(layer, () => 0);
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    for (const layer of sweep % 2 ? [...layers].reverse() : layers) {
      pack(layer, (node) => meanOf([...node.before, ...node.after], middle, middle(node)));
    }
  }
}

const middle = (node) => node.y + node.height / 2;

/** Gives each step of a layer the place that it wants; those that want too little room for all share it evenly around their mean. */
function pack(layer, wanted) {
  const blocks = [];
  for (const node of layer) {
    const want = wanted(node) || 0;
    let block = { nodes: [node], size: node.height, centre: want };
    for (
      let last = blocks[blocks.length - 1];
      last && end(last) + NODE.acrossGap > block.centre - block.size / 2;
      last = blocks[blocks.length - 1]
    ) {
      blocks.pop();
      block = joined(last, block);
    }
    blocks.push(block);
  }
  for (const block of blocks) {
    let y = block.centre - block.size / 2;
    for (const node of block.nodes) {
      node.y = y;
      y += node.height + NODE.acrossGap;
    }
  }
}

const end = (block) => block.centre + block.size / 2;

function joined(a, b) {
  const weight = a.nodes.length + b.nodes.length;
  return {
    nodes: [...a.nodes, ...b.nodes],
    size: a.size + NODE.acrossGap + b.size,
    centre: (a.centre * a.nodes.length + b.centre * b.nodes.length) / weight,
  };
}

function measured(nodes, edges, layers) {
  const all = [...nodes.values()];
  const top = Math.min(0, ...all.map((node) => node.y));
  for (const node of all) {
    node.x = NODE.margin + node.depth * (NODE.width + NODE.alongGap);
    node.y += NODE.margin - top;
  }
  return {
    nodes,
    edges: edges.map((edge) => ({ ...edge, points: edge.via.flatMap((node, i) => corners(node, i, edge.via.length)) })),
    width: 2 * NODE.margin + layers.length * (NODE.width + NODE.alongGap) - NODE.alongGap,
    height: Math.max(0, ...all.map((node) => node.y + node.height)) + NODE.margin,
  };
}

function corners(node, i, length) {
  const left = [node.x, middle(node)];
  const right = [node.x + NODE.width, middle(node)];
  return i === 0 ? [right] : i === length - 1 ? [left] : [left, right];
}

/** Returns a path through points that leaves and meets each of them level. */
export function curve(points) {
  const [[x, y], ...rest] = points;
  let at = x;
  return rest.reduce(
    (path, [toX, toY]) => {
      const half = (at + toX) / 2;
      const [, fromY] = path.last;
      const part = `C${half} ${fromY} ${half} ${toY} ${toX} ${toY}`;
      at = toX;
      return { text: path.text + part, last: [toX, toY] };
    },
    { text: `M${x} ${y}`, last: [x, y] },
  ).text;
}
