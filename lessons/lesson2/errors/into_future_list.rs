pub struct Request {
    pub exposures: u32,
}

impl IntoFuture for Request {
    type Output = u32;
    type IntoFuture = Vec<u32>;

    fn into_future(self) -> Vec<u32> {
        vec![self.exposures]
    }
}
