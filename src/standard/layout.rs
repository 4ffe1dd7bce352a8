//! From headings to a grid of cells: the one rule that lays a table out. Merges follow from it.

use std::ops::Range;

use super::{Block, Edition, Heading, Layout, Matrix, Place, Role, Table};

/// A table on paper: cells that tile `rows` × `columns` without gap or overlap.
#[derive(Debug)]
pub struct Grid {
    /// Cells by row, then column.
    pub slots: Vec<Slot>,
    /// Number of grid rows.
    pub rows: usize,
    /// Number of grid columns.
    pub columns: usize,
    /// How many rows head the whole table; of stacked blocks none do.
    pub header_rows: usize,
    /// How many columns on the left are labels.
    pub label_columns: usize,
}

/// A cell of the grid with the rows and columns it covers.
#[derive(Debug, Clone, Copy)]
pub struct Slot {
    /// First row, from 0.
    pub row: usize,
    /// First column, from 0.
    pub column: usize,
    /// Rows covered.
    pub height: usize,
    /// Columns covered.
    pub width: usize,
    /// What stands in it.
    pub content: Content,
}

/// What a cell of the grid holds.
#[derive(Debug, Clone, Copy)]
pub enum Content {
    /// The band that opens a block.
    Band(&'static str),
    /// The cell where rows and columns meet.
    Corner(&'static str),
    /// A heading across the top.
    ColumnLabel(&'static str),
    /// A heading down the side.
    RowLabel(&'static str),
    /// A figure.
    Figure(Place),
}

/// A printed label with the labels below it.
struct Node {
    label: &'static str,
    below: Vec<Node>,
}

impl Edition {
    /// Lays one of its tables out.
    pub fn grid(&self, table: &'static Table) -> Grid {
        let columns = table.widths.len();
        let mut grid = Grid { slots: Vec::new(), rows: 0, columns, header_rows: 0, label_columns: 0 };
        for (block, matrix) in table.blocks.iter().zip(self.matrices_of(table.key)) {
            match table.layout {
                Layout::Crossed => grid.stack(block, matrix),
                Layout::SideBySide => grid.set_side_by_side(block, matrix),
            }
        }
        if table.blocks.len() > 1 {
            grid.header_rows = 0;
        }
        grid.slots.sort_by_key(|slot| (slot.row, slot.column));
        grid
    }
}

impl Grid {
    /// Adds a block below what is there: band, boxhead beside the corner, stub beside the figures.
    fn stack(&mut self, block: &'static Block, matrix: &Matrix) {
        let boxhead = nodes(block.columns);
        let stub = nodes(block.rows);
        let (head_height, stub_width) = (depth(&boxhead), depth(&stub));
        if let Some(band) = block.band {
            self.put(self.rows, 0, 1, self.columns, Content::Band(band));
            self.rows += 1;
        }
        self.put(self.rows, 0, head_height, stub_width, Content::Corner(block.corner));
        self.set_boxhead(&boxhead, self.rows, stub_width..self.columns, head_height);
        self.rows += head_height;
        self.header_rows = self.rows;
        self.label_columns = stub_width;
        self.set_stub(&stub, self.rows, 0, stub_width);
        let columns = matrix.columns.printed().count();
        for row in matrix.rows.printed() {
            for (at, column) in matrix.columns.printed().enumerate() {
                let width = self.width_of(at, columns, stub_width);
                self.put(self.rows, stub_width + at, 1, width, Content::Figure(matrix.place(row, column)));
            }
            self.rows += 1;
        }
    }

    /// Sets the rows side by side, each over its own columns, and one line of figures below.
    fn set_side_by_side(&mut self, block: &'static Block, matrix: &Matrix) {
        let boxhead = nodes_over(block.rows, block.columns);
        let height = depth(&boxhead);
        self.set_boxhead(&boxhead, self.rows, 0..self.columns, height);
        self.rows += height;
        self.header_rows = self.rows;
        let crossings =
            matrix.rows.printed().flat_map(|row| matrix.columns.printed().map(|column| matrix.place(row, column)));
        for (at, place) in crossings.enumerate() {
            self.put(self.rows, at, 1, 1, Content::Figure(place));
        }
        self.rows += 1;
    }

    /// Sets a tree of labels across the top: a leaf reaches down to the deepest level, a group spans its leaves,
    /// and the last of them reaches to the right edge.
    fn set_boxhead(&mut self, nodes: &[Node], row: usize, columns: Range<usize>, levels: usize) {
        let mut column = columns.start;
        for (at, node) in nodes.iter().enumerate() {
            let width = if at + 1 == nodes.len() { columns.end - column } else { node.leaves() };
            let height = if node.below.is_empty() { levels } else { 1 };
            self.put(row, column, height, width, Content::ColumnLabel(node.label));
            self.set_boxhead(&node.below, row + 1, column..column + width, levels - height);
            column += width;
        }
    }

    /// Sets a tree of labels down the side: a leaf reaches to the last label column, a group spans its leaves.
    fn set_stub(&mut self, nodes: &[Node], row: usize, column: usize, levels: usize) {
        let mut row = row;
        for node in nodes {
            let height = node.leaves();
            let width = if node.below.is_empty() { levels } else { 1 };
            self.put(row, column, height, width, Content::RowLabel(node.label));
            self.set_stub(&node.below, row, column + width, levels - width);
            row += height;
        }
    }

    /// The width of a figure column: the last of a block reaches to the edge of the grid.
    fn width_of(&self, at: usize, columns: usize, left: usize) -> usize {
        if at + 1 == columns { self.columns - left - at } else { 1 }
    }

    fn put(&mut self, row: usize, column: usize, height: usize, width: usize, content: Content) {
        self.slots.push(Slot { row, column, height, width, content });
    }
}

impl Node {
    fn leaves(&self) -> usize {
        if self.below.is_empty() { 1 } else { self.below.iter().map(Self::leaves).sum() }
    }
}

fn nodes(headings: &'static [Heading]) -> Vec<Node> {
    nodes_over(headings, &[])
}

/// A tree of headings, with the same columns below each of its leaves.
fn nodes_over(headings: &'static [Heading], columns: &'static [Heading]) -> Vec<Node> {
    let below = |heading: &Heading| match heading.role {
        Role::Group(children) => nodes_over(children, columns),
        Role::Given | Role::Derived(..) => nodes(columns),
    };
    headings.iter().map(|heading| Node { label: heading.label, below: below(heading) }).collect()
}

fn depth(nodes: &[Node]) -> usize {
    nodes.iter().map(|node| 1 + depth(&node.below)).max().unwrap_or(0)
}
