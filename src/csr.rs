//! Lists of small integers, one list for each key, without an allocation for each list.

use crate::id::to_index;

/// For each key from 0 up, a list of values. All lists lie in one array, key after key.
#[derive(Clone, Debug, Default)]
pub(crate) struct Csr {
    /// INVARIANT: non-decreasing, one more entry than there are keys, the last is the number of values.
    starts: Vec<u32>,
    values: Vec<u32>,
    /// Lists that have changed since, by key.
    changed: Vec<(u32, Vec<u32>)>,
}

impl Csr {
    /// Groups `pairs` of key and value by key. The values of a key keep the order of the pairs.
    pub(crate) fn group(keys: usize, pairs: impl Iterator<Item = (u32, u32)> + Clone) -> Self {
        let mut starts = vec![0_u32; keys + 1];
        let mut count = 0;
        for (key, _) in pairs.clone() {
            if let Some(slot) = starts.get_mut(key as usize + 1) {
                *slot += 1;
                count += 1;
            }
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        let mut next: Vec<u32> = starts.clone();
        let mut values = vec![0; count];
        for (key, value) in pairs {
            let Some(slot) = next.get_mut(key as usize).filter(|_| (key as usize) < keys) else { continue };
            if let Some(place) = values.get_mut(*slot as usize) {
                *place = value;
            }
            *slot += 1;
        }
        Self { starts, values, changed: Vec::new() }
    }

    /// The values of a key, none for a key that is not there.
    pub(crate) fn get(&self, key: u32) -> &[u32] {
        if !self.changed.is_empty()
            && let Ok(at) = self.place(key)
        {
            return self.changed.get(at).map_or(&[], |(_, values)| values);
        }
        let key = key as usize;
        match (self.starts.get(key), self.starts.get(key + 1)) {
            (Some(start), Some(end)) => self.values.get(*start as usize..*end as usize).unwrap_or(&[]),
            _ => &[],
        }
    }

    /// How many lists have changed since they were grouped. They take longer to find.
    pub(crate) fn changes(&self) -> usize {
        self.changed.len()
    }

    fn place(&self, key: u32) -> Result<usize, usize> {
        self.changed.binary_search_by_key(&key, |(key, _)| *key)
    }

    fn list_of(&mut self, key: u32) -> Option<&mut Vec<u32>> {
        let at = match self.place(key) {
            Ok(at) => at,
            Err(at) => {
                let values = self.get(key).to_vec();
                self.changed.insert(at, (key, values));
                at
            }
        };
        self.changed.get_mut(at).map(|(_, values)| values)
    }

    /// Adds a value to the list of a key, after every value for which `before` holds.
    pub(crate) fn insert(&mut self, key: u32, value: u32, before: impl Fn(u32) -> bool) {
        if let Some(values) = self.list_of(key) {
            let at = values.partition_point(|other| before(*other));
            values.insert(at, value);
        }
    }

    pub(crate) fn remove(&mut self, key: u32, value: u32) {
        if let Some(values) = self.list_of(key) {
            values.retain(|other| *other != value);
        }
    }

    /// All values, key after key.
    pub(crate) fn values(&self) -> &[u32] {
        &self.values
    }

    pub(crate) fn keys(&self) -> u32 {
        to_index(self.starts.len().saturating_sub(1))
    }
}

#[cfg(test)]
mod tests {
    use super::Csr;

    #[test]
    fn values_of_a_key_keep_their_order_and_other_keys_have_none() {
        let pairs = [(2, 7), (0, 1), (2, 3), (2, 5), (0, 9), (8, 4)];
        let csr = Csr::group(4, pairs.into_iter());
        assert_eq!(csr.keys(), 4);
        assert_eq!(csr.get(0), [1, 9]);
        assert!(csr.get(1).is_empty());
        assert_eq!(csr.get(2), [7, 3, 5]);
        assert!(csr.get(3).is_empty());
        assert!(csr.get(8).is_empty());
        assert!(csr.get(u32::MAX).is_empty());
        assert!(Csr::default().get(0).is_empty());
    }

    #[test]
    fn a_list_can_change_and_the_others_stay() {
        let mut csr = Csr::group(3, [(0, 1), (1, 4), (1, 8)].into_iter());
        csr.insert(1, 6, |other| other < 6);
        csr.insert(2, 5, |_| true);
        csr.remove(0, 1);
        assert_eq!(csr.get(0), [0; 0]);
        assert_eq!(csr.get(1), [4, 6, 8]);
        assert_eq!(csr.get(2), [5]);
        csr.remove(1, 6);
        assert_eq!(csr.get(1), [4, 8]);
    }
}
