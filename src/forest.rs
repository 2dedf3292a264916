//! Parents that must make trees: how deep each node lies, in which tree, and what lies in itself.

use crate::id::to_index;

#[derive(Clone, Copy)]
enum Mark {
    New,
    OnTheWay,
    Done,
}

/// What following the parents of every node comes to.
#[derive(Default)]
pub(crate) struct Forest {
    /// For each node the number of nodes from it to its root, both counted. 0: there is no root above it.
    pub(crate) depths: Vec<u32>,
    /// For each node the root of its tree, or a node of the ring that its way ends in.
    pub(crate) roots: Vec<u32>,
    /// Each ring of nodes that lie in one another.
    pub(crate) rings: Vec<Vec<u32>>,
}

impl Forest {
    /// Each node is passed once.
    pub(crate) fn follow(count: usize, parent: impl Fn(u32) -> Option<u32>) -> Self {
        let mut marks = vec![Mark::New; count];
        let mut forest = Self { depths: vec![0; count], roots: vec![0; count], rings: Vec::new() };
        for start in 0..to_index(count) {
            let mut way = Vec::new();
            let mut here = start;
            let (mut depth, root) = loop {
                match marks.get(here as usize) {
                    Some(Mark::New) => {}
                    Some(Mark::OnTheWay) => {
                        forest.rings.push(way.iter().copied().skip_while(|node| *node != here).collect());
                        break (0, here);
                    }
                    _ => break (forest.depth(here), forest.root(here)),
                }
                if let Some(mark) = marks.get_mut(here as usize) {
                    *mark = Mark::OnTheWay;
                }
                way.push(here);
                match parent(here) {
                    Some(above) => here = above,
                    None => break (0, here),
                }
            };
            let ends_well = parent(root).is_none();
            for node in way.into_iter().rev() {
                depth += u32::from(ends_well);
                let index = node as usize;
                let slots = marks.get_mut(index).zip(forest.depths.get_mut(index)).zip(forest.roots.get_mut(index));
                if let Some(((mark, depth_of), root_of)) = slots {
                    (*mark, *depth_of, *root_of) = (Mark::Done, depth, root);
                }
            }
        }
        forest
    }

    fn depth(&self, node: u32) -> u32 {
        self.depths.get(node as usize).copied().unwrap_or_default()
    }

    pub(crate) fn root(&self, node: u32) -> u32 {
        self.roots.get(node as usize).copied().unwrap_or(node)
    }

    /// The nodes at a depth.
    pub(crate) fn at_depth(&self, depth: u32) -> impl Iterator<Item = u32> + '_ {
        (0..).zip(&self.depths).filter(move |(_, found)| **found == depth).map(|(node, _)| node)
    }
}

#[cfg(test)]
mod tests {
    use super::Forest;

    #[test]
    fn trees_have_depths_and_rings_are_found_once() {
        let parents = [None, Some(0), Some(1), Some(4), Some(5), Some(3), Some(3), Some(7), Some(2)];
        let forest = Forest::follow(parents.len(), |node| parents.get(node as usize).copied().flatten());
        assert_eq!(forest.depths, [1, 2, 3, 0, 0, 0, 0, 0, 4]);
        assert_eq!(forest.rings, [vec![3, 4, 5], vec![7]]);
        assert_eq!([0, 1, 2, 8].map(|node| forest.root(node)), [0; 4]);
        assert_eq!([3, 4, 5, 6, 7].map(|node| forest.root(node)), [3, 3, 3, 3, 7]);
        assert_eq!(forest.at_depth(4).collect::<Vec<_>>(), [8]);
        assert!(Forest::follow(0, |_| None).rings.is_empty());
    }
}
